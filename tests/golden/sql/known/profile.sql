SELECT
  "t29".*
  EXCLUDE ("today")
FROM (
  SELECT
    "t28"."customer_id",
    "t28"."storefront",
    "t28"."orders",
    "t28"."spend_minor",
    "t28"."margin_minor",
    "t28"."costs_known",
    "t28"."first_order_at",
    "t28"."last_order_at",
    "t28"."first_order_date",
    "t28"."last_order_date",
    "t28"."today",
    "t28"."currency",
    "t28"."favourite",
    "t28"."favourite_variant",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t28"."today") - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t28"."last_order_date") AS "days_since",
    CAST(FLOOR((
      "t28"."margin_minor"
    ) / (
      "t28"."orders"
    )) AS BIGINT) AS "margin_an_order_minor",
    CAST(FLOOR(
      (
        "t28"."margin_minor" * 365
      ) / (
        GREATEST(
          DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t28"."today") - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t28"."first_order_date"),
          365
        )
      )
    ) AS BIGINT) AS "margin_a_year_minor"
  FROM (
    SELECT
      "t17"."customer_id",
      "t17"."storefront",
      "t17"."orders",
      "t17"."spend_minor",
      "t17"."margin_minor",
      "t17"."costs_known",
      "t17"."first_order_at",
      "t17"."last_order_at",
      "t17"."first_order_date",
      "t17"."last_order_date",
      "t11"."today",
      "t11"."currency",
      "t27"."favourite",
      "t27"."favourite_variant"
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
    ) AS "t17"
    INNER JOIN (
      SELECT
        "t1"."storefront",
        "t1"."today",
        "t1"."currency"
      FROM "storefront" AS "t1"
    ) AS "t11"
      ON "t17"."storefront" = "t11"."storefront"
    LEFT OUTER JOIN (
      SELECT
        "t25"."customer_id",
        "t25"."storefront",
        "t25"."last"."favourite" AS "favourite",
        "t25"."last"."favourite_variant" AS "favourite_variant"
      FROM (
        SELECT
          "t24"."customer_id",
          "t24"."storefront",
          ARG_MAX(
            {'favourite': "t24"."favourite", 'favourite_variant': "t24"."variant"},
            {'lean': "t24"."lean", 'orders': "t24"."orders", 'spend': "t24"."spend", 'variant': "t24"."variant"}
          ) AS "last"
        FROM (
          SELECT
            "t23"."customer_id",
            "t23"."storefront",
            "t23"."variant",
            "t23"."favourite",
            "t23"."orders",
            "t23"."spend",
            "t23"."maker",
            "t23"."category",
            "t23"."price_currency",
            "t23"."price_millionths",
            "t23"."thing_stops",
            "t23"."thing_fewer",
            "t23"."thing_rather",
            "t23"."thing_named",
            "t23"."thing_said_date",
            "t23"."maker_stops",
            "t23"."maker_fewer",
            "t23"."maker_rather",
            "t23"."maker_named",
            "t23"."maker_said_date",
            "t23"."category_stops",
            "t23"."category_fewer",
            "t23"."category_rather",
            "t23"."category_named",
            "t23"."category_said_date",
            "t23"."own_dear_millionths",
            "t23"."own_dear_named",
            "t23"."own_dear_date",
            "t23"."own_dear_currency",
            "t23"."dear_millionths",
            "t23"."dear_named",
            "t23"."dear_date",
            (
              COALESCE("t23"."thing_rather", 0.0) + COALESCE("t23"."maker_rather", 0.0) + COALESCE("t23"."category_rather", 0.0)
            ) - (
              COALESCE("t23"."thing_fewer", 0.0) + COALESCE("t23"."maker_fewer", 0.0) + COALESCE("t23"."category_fewer", 0.0) + CASE
                WHEN COALESCE("t23"."price_millionths" >= "t23"."dear_millionths", FALSE)
                THEN 1.0
                ELSE 0.0
              END
            ) AS "lean"
          FROM (
            SELECT
              "t18"."customer_id",
              "t18"."storefront",
              "t18"."variant",
              "t18"."favourite",
              "t18"."orders",
              "t18"."spend",
              "t12"."maker",
              "t12"."category",
              "t12"."price_currency",
              "t12"."price_millionths",
              "t19"."thing_stops",
              "t19"."thing_fewer",
              "t19"."thing_rather",
              "t19"."thing_named",
              "t19"."thing_said_date",
              "t20"."maker_stops",
              "t20"."maker_fewer",
              "t20"."maker_rather",
              "t20"."maker_named",
              "t20"."maker_said_date",
              "t21"."category_stops",
              "t21"."category_fewer",
              "t21"."category_rather",
              "t21"."category_named",
              "t21"."category_said_date",
              "t22"."own_dear_millionths",
              "t22"."own_dear_named",
              "t22"."own_dear_date",
              "t22"."own_dear_currency",
              "t6"."dear_millionths",
              "t6"."dear_named",
              "t6"."dear_date"
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
            ) AS "t18"
            LEFT OUTER JOIN (
              SELECT
                "t3"."storefront",
                "t3"."variant",
                "t3"."maker",
                "t3"."category",
                "t3"."price_currency",
                "t3"."unit_price_millionths" AS "price_millionths"
              FROM "catalogue" AS "t3"
            ) AS "t12"
              ON "t18"."storefront" = "t12"."storefront" AND "t18"."variant" = "t12"."variant"
            LEFT OUTER JOIN (
              SELECT
                "t4"."customer_id",
                "t4"."storefront",
                "t4"."which" AS "variant",
                "t4"."stops" AS "thing_stops",
                "t4"."fewer" AS "thing_fewer",
                "t4"."rather" AS "thing_rather",
                "t4"."named" AS "thing_named",
                "t4"."said_date" AS "thing_said_date"
              FROM "taste" AS "t4"
              WHERE
                "t4"."aspect" = 'thing'
            ) AS "t19"
              ON "t18"."customer_id" = "t19"."customer_id"
              AND "t18"."storefront" = "t19"."storefront"
              AND "t18"."variant" = "t19"."variant"
            LEFT OUTER JOIN (
              SELECT
                "t4"."customer_id",
                "t4"."storefront",
                "t4"."which" AS "maker",
                "t4"."stops" AS "maker_stops",
                "t4"."fewer" AS "maker_fewer",
                "t4"."rather" AS "maker_rather",
                "t4"."named" AS "maker_named",
                "t4"."said_date" AS "maker_said_date"
              FROM "taste" AS "t4"
              WHERE
                "t4"."aspect" = 'maker'
            ) AS "t20"
              ON "t18"."customer_id" = "t20"."customer_id"
              AND "t18"."storefront" = "t20"."storefront"
              AND "t12"."maker" = "t20"."maker"
            LEFT OUTER JOIN (
              SELECT
                "t4"."customer_id",
                "t4"."storefront",
                "t4"."which" AS "category",
                "t4"."stops" AS "category_stops",
                "t4"."fewer" AS "category_fewer",
                "t4"."rather" AS "category_rather",
                "t4"."named" AS "category_named",
                "t4"."said_date" AS "category_said_date"
              FROM "taste" AS "t4"
              WHERE
                "t4"."aspect" = 'category'
            ) AS "t21"
              ON "t18"."customer_id" = "t21"."customer_id"
              AND "t18"."storefront" = "t21"."storefront"
              AND "t12"."category" = "t21"."category"
            LEFT OUTER JOIN (
              SELECT
                "t5"."customer_id",
                "t5"."storefront",
                "t5"."which" AS "variant",
                "t5"."unit_price_millionths" AS "own_dear_millionths",
                "t5"."named" AS "own_dear_named",
                "t5"."said_date" AS "own_dear_date",
                "t5"."currency" AS "own_dear_currency"
              FROM "liking" AS "t5"
              WHERE
                "t5"."aspect" = 'price' AND "t5"."direction" = 'less'
            ) AS "t22"
              ON "t18"."customer_id" = "t22"."customer_id"
              AND "t18"."storefront" = "t22"."storefront"
              AND "t18"."variant" = "t22"."variant"
            LEFT OUTER JOIN "too_dear" AS "t6"
              ON "t18"."customer_id" = "t6"."customer_id"
              AND "t18"."storefront" = "t6"."storefront"
              AND "t12"."price_currency" = "t6"."price_currency"
          ) AS "t23"
          WHERE
            NOT (
              COALESCE("t23"."thing_stops", FALSE)
              OR COALESCE("t23"."maker_stops", FALSE)
              OR COALESCE("t23"."category_stops", FALSE)
              OR COALESCE(
                (
                  "t23"."own_dear_currency" = "t23"."price_currency"
                )
                AND (
                  "t23"."price_millionths" >= "t23"."own_dear_millionths"
                ),
                FALSE
              )
            )
        ) AS "t24"
        GROUP BY
          1,
          2
      ) AS "t25"
    ) AS "t27"
      ON "t17"."customer_id" = "t27"."customer_id"
      AND "t17"."storefront" = "t27"."storefront"
  ) AS "t28"
) AS "t29"
