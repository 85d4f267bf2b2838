SELECT
  "t4"."customer_id",
  "t4"."storefront",
  "t4"."orders",
  "t4"."days_since",
  "t4"."typical_gap_days",
  "t4"."favourite",
  "t4"."currency",
  "t4"."favourite_variant" AS "variant",
  'customer' AS "about",
  CAST("t4"."last_order_date" AS TEXT) AS "occasion",
  "t4"."margin_an_order_minor" AS "gain_minor",
  CAST("t4"."last_order_date" AS TEXT) AS "last_ordered_on"
FROM (
  SELECT
    "t2"."customer_id",
    "t2"."storefront",
    "t2"."orders",
    "t2"."spend_minor",
    "t2"."margin_minor",
    "t2"."costs_known",
    "t2"."first_order_at",
    "t2"."last_order_at",
    "t2"."first_order_date",
    "t2"."last_order_date",
    "t2"."currency",
    "t2"."favourite",
    "t2"."favourite_variant",
    "t2"."days_since",
    "t2"."margin_an_order_minor",
    "t2"."margin_a_year_minor",
    "t3"."gaps",
    "t3"."typical_gap_days"
  FROM "profile" AS "t2"
  LEFT OUTER JOIN "rhythm" AS "t3"
    ON "t2"."customer_id" = "t3"."customer_id" AND "t2"."storefront" = "t3"."storefront"
) AS "t4"
WHERE
  "t4"."typical_gap_days" IS NOT NULL
  AND "t4"."days_since" > (
    CAST("t4"."typical_gap_days" AS DOUBLE) * 2.0
  )
  AND "t4"."days_since" >= 45
  AND "t4"."days_since" <= 400
