WITH "t8" AS (
  SELECT
    "t7"."storefront",
    "t7"."variant",
    COUNT(DISTINCT "t7"."customer_id") AS "buyers",
    COUNT(DISTINCT "t7"."customer_id") FILTER(WHERE
      "t7"."again") AS "repeat_buyers",
    COUNT(*) FILTER(WHERE
      "t7"."again") AS "gaps",
    AVG("t7"."days") FILTER(WHERE
      "t7"."again") AS "mean_days"
  FROM (
    SELECT
      "t6"."customer_id",
      "t6"."storefront",
      "t6"."variant",
      "t6"."then" IS NOT NULL AS "again",
      CAST(COALESCE("t6"."then", DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t3"."today")) - "t6"."day" AS DOUBLE) AS "days"
    FROM (
      SELECT
        "t4"."customer_id",
        "t4"."storefront",
        "t4"."variant",
        "t4"."day",
        LEAD("t4"."day") OVER (
          PARTITION BY "t4"."customer_id", "t4"."storefront", "t4"."variant"
          ORDER BY "t4"."day" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "then"
      FROM (
        SELECT DISTINCT
          "t0"."customer_id",
          "t0"."storefront",
          "t0"."variant",
          DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t0"."local_date") AS "day"
        FROM "purchase" AS "t0"
      ) AS "t4"
    ) AS "t6"
    INNER JOIN (
      SELECT
        "t1"."storefront",
        "t1"."today"
      FROM "storefront" AS "t1"
    ) AS "t3"
      ON "t6"."storefront" = "t3"."storefront"
  ) AS "t7"
  GROUP BY
    1,
    2
)
SELECT
  "t17"."storefront",
  "t17"."variant",
  "t17"."repeat_buyers",
  "t17"."gaps",
  CAST(ROUND("t17"."mean_days", 0) AS BIGINT) AS "interval_days"
FROM (
  SELECT
    "t12"."storefront",
    "t12"."variant",
    "t12"."buyers",
    "t12"."repeat_buyers",
    "t12"."gaps",
    "t12"."mean_days",
    "t16"."early",
    "t16"."late",
    "t16"."early_days",
    "t16"."late_days"
  FROM (
    SELECT
      *
    FROM "t8" AS "t9"
    WHERE
      "t9"."repeat_buyers" >= 3
      AND "t9"."gaps" >= 5
      AND CAST("t9"."repeat_buyers" AS DOUBLE) >= (
        "t9"."buyers" * 0.15
      )
  ) AS "t12"
  INNER JOIN (
    SELECT
      "t14"."storefront",
      "t14"."variant",
      CAST(SUM(
        CAST("t14"."again" AND (
          "t14"."days" < (
            "t14"."mean_days" * 0.5
          )
        ) AS INT)
      ) AS DOUBLE) AS "early",
      CAST(SUM(
        CAST("t14"."again"
        AND (
          "t14"."days" >= (
            "t14"."mean_days" * 0.5
          )
        )
        AND (
          "t14"."days" < (
            "t14"."mean_days" * 1.5
          )
        ) AS INT)
      ) AS DOUBLE) AS "late",
      SUM(LEAST(LEAST("t14"."days", "t14"."mean_days" * 1.5), "t14"."mean_days" * 0.5)) AS "early_days",
      SUM(
        GREATEST(LEAST("t14"."days", "t14"."mean_days" * 1.5) - (
          "t14"."mean_days" * 0.5
        ), 0.0)
      ) AS "late_days"
    FROM (
      SELECT
        "t6"."customer_id",
        "t6"."storefront",
        "t6"."variant",
        "t6"."then" IS NOT NULL AS "again",
        CAST(COALESCE("t6"."then", DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t3"."today")) - "t6"."day" AS DOUBLE) AS "days",
        "t13"."mean_days"
      FROM (
        SELECT
          "t4"."customer_id",
          "t4"."storefront",
          "t4"."variant",
          "t4"."day",
          LEAD("t4"."day") OVER (
            PARTITION BY "t4"."customer_id", "t4"."storefront", "t4"."variant"
            ORDER BY "t4"."day" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "then"
        FROM (
          SELECT DISTINCT
            "t0"."customer_id",
            "t0"."storefront",
            "t0"."variant",
            DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t0"."local_date") AS "day"
          FROM "purchase" AS "t0"
        ) AS "t4"
      ) AS "t6"
      INNER JOIN (
        SELECT
          "t1"."storefront",
          "t1"."today"
        FROM "storefront" AS "t1"
      ) AS "t3"
        ON "t6"."storefront" = "t3"."storefront"
      INNER JOIN (
        SELECT
          "t9"."storefront",
          "t9"."variant",
          "t9"."mean_days"
        FROM "t8" AS "t9"
        WHERE
          "t9"."repeat_buyers" >= 3
          AND "t9"."gaps" >= 5
          AND CAST("t9"."repeat_buyers" AS DOUBLE) >= (
            "t9"."buyers" * 0.15
          )
      ) AS "t13"
        ON "t6"."storefront" = "t13"."storefront" AND "t6"."variant" = "t13"."variant"
    ) AS "t14"
    GROUP BY
      1,
      2
  ) AS "t16"
    ON "t12"."storefront" = "t16"."storefront" AND "t12"."variant" = "t16"."variant"
) AS "t17"
WHERE
  (
    "t17"."late" * "t17"."early_days"
  ) >= (
    GREATEST("t17"."early", 0.5) * "t17"."late_days" * 3.0
  )
  AND (
    (
      (
        "t17"."early" + "t17"."late"
      ) * (
        "t17"."early_days" / (
          "t17"."early_days" + "t17"."late_days"
        )
      )
    ) - "t17"."early"
  ) >= (
    SQRT(
      (
        "t17"."early" + "t17"."late"
      ) * (
        "t17"."early_days" / (
          "t17"."early_days" + "t17"."late_days"
        )
      ) * (
        1 - (
          "t17"."early_days" / (
            "t17"."early_days" + "t17"."late_days"
          )
        )
      )
    ) * 2.0
  )
