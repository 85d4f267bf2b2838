WITH "t2" AS (
  SELECT
    "t0"."storefront",
    "t0"."variant",
    COUNT(DISTINCT "t0"."customer_id") AS "buyers",
    COUNT(DISTINCT "t0"."customer_id") FILTER(WHERE
      "t0"."again") AS "repeat_buyers",
    COUNT(*) FILTER(WHERE
      "t0"."again") AS "gaps",
    AVG("t0"."days") FILTER(WHERE
      "t0"."again") AS "mean_days"
  FROM "wait" AS "t0"
  GROUP BY
    1,
    2
)
SELECT
  "t11"."storefront",
  "t11"."variant",
  "t11"."repeat_buyers",
  "t11"."gaps",
  CAST(ROUND("t11"."mean_days", 0) AS BIGINT) AS "interval_days"
FROM (
  SELECT
    "t6"."storefront",
    "t6"."variant",
    "t6"."buyers",
    "t6"."repeat_buyers",
    "t6"."gaps",
    "t6"."mean_days",
    "t10"."early",
    "t10"."late",
    "t10"."early_days",
    "t10"."late_days"
  FROM (
    SELECT
      *
    FROM "t2" AS "t3"
    WHERE
      "t3"."repeat_buyers" >= 3
      AND "t3"."gaps" >= 5
      AND CAST("t3"."repeat_buyers" AS DOUBLE) >= (
        "t3"."buyers" * 0.15
      )
  ) AS "t6"
  INNER JOIN (
    SELECT
      "t8"."storefront",
      "t8"."variant",
      CAST(SUM(
        CAST("t8"."again" AND (
          "t8"."days" < (
            "t8"."mean_days" * 0.5
          )
        ) AS INT)
      ) AS DOUBLE) AS "early",
      CAST(SUM(
        CAST("t8"."again"
        AND (
          "t8"."days" >= (
            "t8"."mean_days" * 0.5
          )
        )
        AND (
          "t8"."days" < (
            "t8"."mean_days" * 1.5
          )
        ) AS INT)
      ) AS DOUBLE) AS "late",
      SUM(LEAST(LEAST("t8"."days", "t8"."mean_days" * 1.5), "t8"."mean_days" * 0.5)) AS "early_days",
      SUM(
        GREATEST(LEAST("t8"."days", "t8"."mean_days" * 1.5) - (
          "t8"."mean_days" * 0.5
        ), 0.0)
      ) AS "late_days"
    FROM (
      SELECT
        "t1"."customer_id",
        "t1"."storefront",
        "t1"."variant",
        "t1"."again",
        "t1"."days",
        "t7"."mean_days"
      FROM "wait" AS "t1"
      INNER JOIN (
        SELECT
          "t3"."storefront",
          "t3"."variant",
          "t3"."mean_days"
        FROM "t2" AS "t3"
        WHERE
          "t3"."repeat_buyers" >= 3
          AND "t3"."gaps" >= 5
          AND CAST("t3"."repeat_buyers" AS DOUBLE) >= (
            "t3"."buyers" * 0.15
          )
      ) AS "t7"
        ON "t1"."storefront" = "t7"."storefront" AND "t1"."variant" = "t7"."variant"
    ) AS "t8"
    GROUP BY
      1,
      2
  ) AS "t10"
    ON "t6"."storefront" = "t10"."storefront" AND "t6"."variant" = "t10"."variant"
) AS "t11"
WHERE
  (
    "t11"."late" * "t11"."early_days"
  ) >= (
    GREATEST("t11"."early", 0.5) * "t11"."late_days" * 3.0
  )
  AND (
    (
      (
        "t11"."early" + "t11"."late"
      ) * (
        "t11"."early_days" / (
          "t11"."early_days" + "t11"."late_days"
        )
      )
    ) - "t11"."early"
  ) >= (
    SQRT(
      (
        "t11"."early" + "t11"."late"
      ) * (
        "t11"."early_days" / (
          "t11"."early_days" + "t11"."late_days"
        )
      ) * (
        1 - (
          "t11"."early_days" / (
            "t11"."early_days" + "t11"."late_days"
          )
        )
      )
    ) * 2.0
  )
