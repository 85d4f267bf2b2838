SELECT
  "t5"."customer_id",
  "t5"."storefront",
  "t5"."orders",
  "t5"."days_since",
  "t5"."typical_gap_days",
  "t5"."favourite",
  "t5"."currency",
  'customer' AS "about",
  CAST("t5"."last_order_date" AS TEXT) AS "occasion",
  "t5"."margin_an_order_minor" AS "gain_minor",
  CAST("t5"."last_order_date" AS TEXT) AS "last_ordered_on"
FROM (
  SELECT
    "t4".*
    EXCLUDE ("customer_id_right", "storefront_right")
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
      "t2"."days_since",
      "t2"."margin_an_order_minor",
      "t2"."margin_a_year_minor",
      "t3"."customer_id" AS "customer_id_right",
      "t3"."storefront" AS "storefront_right",
      "t3"."gaps",
      "t3"."typical_gap_days"
    FROM "profile" AS "t2"
    LEFT OUTER JOIN "rhythm" AS "t3"
      ON "t2"."customer_id" = "t3"."customer_id" AND "t2"."storefront" = "t3"."storefront"
  ) AS "t4"
) AS "t5"
WHERE
  "t5"."typical_gap_days" IS NOT NULL
  AND "t5"."days_since" > (
    CAST("t5"."typical_gap_days" AS DOUBLE) * 2.0
  )
  AND "t5"."days_since" >= 45
  AND "t5"."days_since" <= 400
