SELECT
  "t9"."customer_id",
  "t9"."storefront",
  "t9"."variant",
  "t9"."title",
  "t9"."times_bought",
  "t9"."last_date",
  "t9"."interval_days",
  "t9"."rests_on",
  "t9"."margin_minor",
  "t9"."paid_each_minor",
  "t9"."paid_currency",
  DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t9"."last_date") + "t9"."interval_days" AS "runs_out_day",
  CAST(CAST("t9"."last_date" AS TIMESTAMP) + TO_DAYS("t9"."interval_days") AS DATE) AS "runs_out_date"
FROM (
  SELECT
    "t8"."customer_id",
    "t8"."storefront",
    "t8"."variant",
    "t8"."margin_minor",
    "t8"."title",
    "t8"."paid_each_minor",
    "t8"."paid_currency",
    "t8"."last_date",
    "t8"."times_bought",
    "t8"."own_gaps",
    "t8"."own_days",
    "t8"."own_regular",
    "t8"."item_days",
    "t8"."stated_days",
    COALESCE(
      "t8"."stated_days",
      CAST(ROUND(
        CASE
          WHEN "t8"."item_days" IS NOT NULL
          THEN (
            (
              COALESCE("t8"."own_days", 0.0) * "t8"."own_gaps"
            ) + (
              "t8"."item_days" * 2
            )
          ) / (
            "t8"."own_gaps" + 2
          )
          ELSE COALESCE("t8"."own_days", 0.0)
        END,
        0
      ) AS BIGINT)
    ) AS "interval_days",
    CASE
      WHEN "t8"."stated_days" IS NOT NULL
      THEN 'stated'
      ELSE CASE WHEN "t8"."own_gaps" > 0 THEN 'own' ELSE 'others' END
    END AS "rests_on"
  FROM (
    SELECT
      "t3"."customer_id",
      "t3"."storefront",
      "t3"."variant",
      "t3"."margin_minor",
      "t3"."title",
      "t3"."paid_each_minor",
      "t3"."paid_currency",
      "t3"."last_date",
      "t3"."times_bought",
      "t3"."own_gaps",
      "t3"."own_days",
      "t3"."own_regular",
      "t5"."item_days",
      "t7"."stated_days"
    FROM "habit" AS "t3"
    LEFT OUTER JOIN (
      SELECT
        "t1"."storefront",
        "t1"."variant",
        "t1"."interval_days" AS "item_days"
      FROM "interval" AS "t1"
    ) AS "t5"
      ON "t3"."storefront" = "t5"."storefront" AND "t3"."variant" = "t5"."variant"
    LEFT OUTER JOIN (
      SELECT
        "t2"."customer_id",
        "t2"."storefront",
        "t2"."which" AS "variant",
        "t2"."days" AS "stated_days"
      FROM "correction" AS "t2"
      WHERE
        "t2"."insight" = 'lasts' AND "t2"."said" = 'stated'
    ) AS "t7"
      ON "t3"."customer_id" = "t7"."customer_id"
      AND "t3"."storefront" = "t7"."storefront"
      AND "t3"."variant" = "t7"."variant"
  ) AS "t8"
  WHERE
    (
      "t8"."item_days" IS NOT NULL
    )
    OR "t8"."own_regular"
    OR (
      "t8"."stated_days" IS NOT NULL
    )
) AS "t9"
