SELECT
  "t5"."storefront",
  CAST(ROUND(AVG("t5"."margin_a_year_minor"), 0) AS BIGINT) AS "usual_year_minor"
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
    "t2"."days_since",
    "t2"."margin_an_order_minor",
    "t2"."margin_a_year_minor"
  FROM "profile" AS "t2"
  ANTI JOIN (
    SELECT
      *
    FROM "switch" AS "t1"
    WHERE
      "t1"."feature" = 'value' AND NOT (
        "t1"."on"
      )
  ) AS "t4"
    ON "t2"."customer_id" = "t4"."customer_id"
) AS "t5"
GROUP BY
  1
