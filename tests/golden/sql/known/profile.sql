SELECT
  "t7".*
  EXCLUDE ("today")
FROM (
  SELECT
    "t6"."customer_id",
    "t6"."storefront",
    "t6"."orders",
    "t6"."spend_minor",
    "t6"."margin_minor",
    "t6"."costs_known",
    "t6"."first_order_at",
    "t6"."last_order_at",
    "t6"."first_order_date",
    "t6"."last_order_date",
    "t6"."today",
    "t6"."currency",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t6"."today") - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t6"."last_order_date") AS "days_since",
    CAST(FLOOR((
      "t6"."margin_minor"
    ) / (
      "t6"."orders"
    )) AS BIGINT) AS "margin_an_order_minor",
    CAST(FLOOR(
      (
        "t6"."margin_minor" * 365
      ) / (
        GREATEST(
          DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t6"."today") - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t6"."first_order_date"),
          365
        )
      )
    ) AS BIGINT) AS "margin_a_year_minor"
  FROM (
    SELECT
      "t5"."customer_id",
      "t5"."storefront",
      "t5"."orders",
      "t5"."spend_minor",
      "t5"."margin_minor",
      "t5"."costs_known",
      "t5"."first_order_at",
      "t5"."last_order_at",
      "t5"."first_order_date",
      "t5"."last_order_date",
      "t4"."today",
      "t4"."currency"
    FROM (
      SELECT
        "t0"."customer_id",
        "t0"."storefront",
        COUNT(DISTINCT "t0"."order_ref") AS "orders",
        SUM("t0"."net_minor") AS "spend_minor",
        SUM("t0"."margin_minor") AS "margin_minor",
        BOOL_AND(CAST("t0"."cost_known" AS BOOLEAN)) AS "costs_known",
        MIN("t0"."at") AS "first_order_at",
        MAX("t0"."at") AS "last_order_at",
        MIN("t0"."local_date") AS "first_order_date",
        MAX("t0"."local_date") AS "last_order_date"
      FROM "purchase" AS "t0"
      GROUP BY
        1,
        2
    ) AS "t5"
    INNER JOIN (
      SELECT
        "t1"."storefront",
        "t1"."today",
        "t1"."currency"
      FROM "storefront" AS "t1"
    ) AS "t4"
      ON "t5"."storefront" = "t4"."storefront"
  ) AS "t6"
) AS "t7"
