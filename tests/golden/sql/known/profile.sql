SELECT
  "t11".*
  EXCLUDE ("today")
FROM (
  SELECT
    "t10"."customer_id",
    "t10"."storefront",
    "t10"."orders",
    "t10"."spend_minor",
    "t10"."margin_minor",
    "t10"."costs_known",
    "t10"."first_order_at",
    "t10"."last_order_at",
    "t10"."first_order_date",
    "t10"."last_order_date",
    "t10"."today",
    "t10"."currency",
    "t10"."favourite",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t10"."today") - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t10"."last_order_date") AS "days_since",
    CAST(FLOOR((
      "t10"."margin_minor"
    ) / (
      "t10"."orders"
    )) AS BIGINT) AS "margin_an_order_minor",
    CAST(FLOOR(
      (
        "t10"."margin_minor" * 365
      ) / (
        GREATEST(
          DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t10"."today") - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t10"."first_order_date"),
          365
        )
      )
    ) AS BIGINT) AS "margin_a_year_minor"
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
      "t5"."today",
      "t5"."currency",
      "t9"."favourite"
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
    ) AS "t6"
    INNER JOIN (
      SELECT
        "t1"."storefront",
        "t1"."today",
        "t1"."currency"
      FROM "storefront" AS "t1"
    ) AS "t5"
      ON "t6"."storefront" = "t5"."storefront"
    INNER JOIN (
      SELECT
        "t7"."customer_id",
        "t7"."storefront",
        "t7"."last"."favourite" AS "favourite"
      FROM (
        SELECT
          "t4"."customer_id",
          "t4"."storefront",
          ARG_MAX(
            {'favourite': "t4"."favourite"},
            {'orders': "t4"."orders", 'spend': "t4"."spend", 'variant': "t4"."variant"}
          ) AS "last"
        FROM (
          SELECT
            "t0"."customer_id",
            "t0"."storefront",
            "t0"."variant",
            MAX("t0"."title") AS "favourite",
            COUNT(*) AS "orders",
            SUM("t0"."net_minor") AS "spend"
          FROM "purchase" AS "t0"
          GROUP BY
            1,
            2,
            3
        ) AS "t4"
        GROUP BY
          1,
          2
      ) AS "t7"
    ) AS "t9"
      ON "t6"."customer_id" = "t9"."customer_id" AND "t6"."storefront" = "t9"."storefront"
  ) AS "t10"
) AS "t11"
