SELECT
  "t6"."customer_id",
  "t6"."storefront",
  "t6"."variant",
  "t6"."title",
  "t6"."times_bought",
  "t6"."last_date",
  "t6"."interval_days",
  "t6"."rests_on",
  "t6"."margin_minor",
  "t6"."paid_each_minor",
  "t6"."paid_currency",
  DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t6"."last_date") + "t6"."interval_days" AS "runs_out_day",
  CAST(CAST("t6"."last_date" AS TIMESTAMP) + TO_DAYS("t6"."interval_days") AS DATE) AS "runs_out_date"
FROM (
  SELECT
    "t5"."customer_id",
    "t5"."storefront",
    "t5"."variant",
    "t5"."margin_minor",
    "t5"."title",
    "t5"."paid_each_minor",
    "t5"."paid_currency",
    "t5"."last_date",
    "t5"."times_bought",
    "t5"."own_gaps",
    "t5"."own_days",
    "t5"."own_regular",
    "t5"."item_days",
    CAST(ROUND(
      CASE
        WHEN "t5"."item_days" IS NOT NULL
        THEN (
          (
            COALESCE("t5"."own_days", 0.0) * "t5"."own_gaps"
          ) + (
            "t5"."item_days" * 2
          )
        ) / (
          "t5"."own_gaps" + 2
        )
        ELSE COALESCE("t5"."own_days", 0.0)
      END,
      0
    ) AS BIGINT) AS "interval_days",
    CASE WHEN "t5"."own_gaps" > 0 THEN 'own' ELSE 'others' END AS "rests_on"
  FROM (
    SELECT
      "t2"."customer_id",
      "t2"."storefront",
      "t2"."variant",
      "t2"."margin_minor",
      "t2"."title",
      "t2"."paid_each_minor",
      "t2"."paid_currency",
      "t2"."last_date",
      "t2"."times_bought",
      "t2"."own_gaps",
      "t2"."own_days",
      "t2"."own_regular",
      "t4"."item_days"
    FROM "habit" AS "t2"
    LEFT OUTER JOIN (
      SELECT
        "t1"."storefront",
        "t1"."variant",
        "t1"."interval_days" AS "item_days"
      FROM "interval" AS "t1"
    ) AS "t4"
      ON "t2"."storefront" = "t4"."storefront" AND "t2"."variant" = "t4"."variant"
  ) AS "t5"
  WHERE
    (
      "t5"."item_days" IS NOT NULL
    ) OR "t5"."own_regular"
) AS "t6"
