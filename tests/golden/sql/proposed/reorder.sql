SELECT
  "t12"."customer_id",
  "t12"."storefront",
  "t12"."title",
  "t12"."times_bought",
  "t12"."interval_days",
  "t12"."rests_on",
  "t12"."stock",
  "t12"."variant",
  "t12"."variant" AS "about",
  CAST("t12"."last_date" AS TEXT) AS "occasion",
  "t12"."margin_minor" AS "gain_minor",
  CAST("t12"."last_date" AS TEXT) AS "last_bought_on",
  CAST("t12"."runs_out_date" AS TEXT) AS "runs_out_on",
  "t12"."paid_each_minor" AS "unit_price_minor",
  "t12"."paid_currency" AS "currency",
  "t12"."runs_out_day" - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t12"."today") AS "days_left"
FROM (
  SELECT
    "t8"."customer_id",
    "t8"."storefront",
    "t8"."variant",
    "t8"."title",
    "t8"."times_bought",
    "t8"."last_date",
    "t8"."margin_minor",
    "t8"."paid_each_minor",
    "t8"."paid_currency",
    "t9"."interval_days",
    "t9"."rests_on",
    "t9"."runs_out_day",
    "t9"."runs_out_date",
    "t10"."today",
    "t11"."stock"
  FROM (
    SELECT
      "t0"."customer_id",
      "t0"."storefront",
      "t0"."variant",
      "t0"."title",
      "t0"."times_bought",
      "t0"."last_date",
      "t0"."margin_minor",
      "t0"."paid_each_minor",
      "t0"."paid_currency"
    FROM "habit" AS "t0"
  ) AS "t8"
  LEFT OUTER JOIN (
    SELECT
      "t1"."customer_id",
      "t1"."storefront",
      "t1"."variant",
      "t1"."interval_days",
      "t1"."rests_on",
      "t1"."runs_out_day",
      "t1"."runs_out_date"
    FROM "replenishment" AS "t1"
  ) AS "t9"
    ON "t8"."customer_id" = "t9"."customer_id"
    AND "t8"."storefront" = "t9"."storefront"
    AND "t8"."variant" = "t9"."variant"
  LEFT OUTER JOIN (
    SELECT
      "t2"."storefront",
      "t2"."today"
    FROM "storefront" AS "t2"
  ) AS "t10"
    ON "t8"."storefront" = "t10"."storefront"
  LEFT OUTER JOIN (
    SELECT
      "t3"."storefront",
      "t3"."variant",
      "t3"."stock"
    FROM "catalogue" AS "t3"
  ) AS "t11"
    ON "t8"."storefront" = "t11"."storefront" AND "t8"."variant" = "t11"."variant"
) AS "t12"
WHERE
  "t12"."times_bought" >= 2
  AND "t12"."interval_days" IS NOT NULL
  AND (
    "t12"."runs_out_day" - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t12"."today")
  ) <= 5
  AND (
    "t12"."runs_out_day" - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t12"."today")
  ) >= -10
  AND (
    (
      "t12"."stock" IS NULL
    ) OR (
      "t12"."stock" > 0
    )
  )
