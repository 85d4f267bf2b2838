SELECT
  "t28"."customer_id",
  "t28"."storefront",
  "t28"."last"."favourite" AS "favourite",
  "t28"."last"."favourite_variant" AS "favourite_variant"
FROM (
  SELECT
    "t27"."customer_id",
    "t27"."storefront",
    ARG_MAX(
      {'favourite': "t27"."favourite", 'favourite_variant': "t27"."variant"},
      {'lean': "t27"."lean", 'orders': "t27"."orders", 'spend': "t27"."spend", 'variant': "t27"."variant"}
    ) AS "last"
  FROM (
    SELECT
      "t26"."customer_id",
      "t26"."storefront",
      "t26"."variant",
      "t26"."favourite",
      "t26"."orders",
      "t26"."spend",
      "t26"."maker",
      "t26"."category",
      "t26"."price_currency",
      "t26"."price_millionths",
      "t26"."thing_stops",
      "t26"."thing_fewer",
      "t26"."thing_rather",
      "t26"."thing_named",
      "t26"."thing_said_date",
      "t26"."maker_stops",
      "t26"."maker_fewer",
      "t26"."maker_rather",
      "t26"."maker_named",
      "t26"."maker_said_date",
      "t26"."category_stops",
      "t26"."category_fewer",
      "t26"."category_rather",
      "t26"."category_named",
      "t26"."category_said_date",
      "t26"."own_dear_millionths",
      "t26"."own_dear_named",
      "t26"."own_dear_date",
      "t26"."own_dear_currency",
      "t26"."dear_millionths",
      "t26"."dear_named",
      "t26"."dear_date",
      (
        COALESCE("t26"."thing_rather", 0.0) + COALESCE("t26"."maker_rather", 0.0) + COALESCE("t26"."category_rather", 0.0)
      ) - (
        COALESCE("t26"."thing_fewer", 0.0) + COALESCE("t26"."maker_fewer", 0.0) + COALESCE("t26"."category_fewer", 0.0) + CASE
          WHEN COALESCE("t26"."price_millionths" >= "t26"."dear_millionths", FALSE)
          THEN 1.0
          ELSE 0.0
        END
      ) AS "lean"
    FROM (
      SELECT
        "t25"."customer_id",
        "t25"."storefront",
        "t25"."variant",
        "t25"."favourite",
        "t25"."orders",
        "t25"."spend",
        "t10"."maker",
        "t10"."category",
        "t10"."price_currency",
        "t10"."price_millionths",
        "t17"."thing_stops",
        "t17"."thing_fewer",
        "t17"."thing_rather",
        "t17"."thing_named",
        "t17"."thing_said_date",
        "t18"."maker_stops",
        "t18"."maker_fewer",
        "t18"."maker_rather",
        "t18"."maker_named",
        "t18"."maker_said_date",
        "t19"."category_stops",
        "t19"."category_fewer",
        "t19"."category_rather",
        "t19"."category_named",
        "t19"."category_said_date",
        "t20"."own_dear_millionths",
        "t20"."own_dear_named",
        "t20"."own_dear_date",
        "t20"."own_dear_currency",
        "t7"."dear_millionths",
        "t7"."dear_named",
        "t7"."dear_date"
      FROM (
        SELECT
          "t23"."customer_id",
          "t23"."storefront",
          "t23"."variant",
          MAX("t23"."title") AS "favourite",
          COUNT(*) AS "orders",
          SUM("t23"."net_minor") AS "spend"
        FROM (
          SELECT
            "t8"."customer_id",
            "t8"."storefront",
            "t8"."order_ref",
            "t8"."variant",
            "t8"."title",
            "t8"."source",
            "t8"."at",
            "t8"."recorded_at",
            "t8"."local_date",
            "t8"."quantity",
            "t8"."paid_each_minor",
            "t8"."paid_currency",
            "t8"."net_minor",
            "t8"."margin_minor",
            "t8"."cost_known"
          FROM "own_purchase" AS "t8"
          ANTI JOIN (
            SELECT
              *
            FROM "switch" AS "t5"
            WHERE
              "t5"."feature" = 'naming' AND NOT (
                "t5"."on"
              )
          ) AS "t21"
            ON "t8"."customer_id" = "t21"."customer_id"
          ANTI JOIN (
            SELECT
              "t6"."customer_id",
              "t6"."storefront",
              "t6"."which" AS "variant"
            FROM "correction" AS "t6"
            WHERE
              "t6"."insight" = 'favourite' AND "t6"."said" = 'deleted'
          ) AS "t22"
            ON "t8"."customer_id" = "t22"."customer_id"
            AND "t8"."storefront" = "t22"."storefront"
            AND "t8"."variant" = "t22"."variant"
        ) AS "t23"
        GROUP BY
          1,
          2,
          3
      ) AS "t25"
      LEFT OUTER JOIN (
        SELECT
          "t1"."storefront",
          "t1"."variant",
          "t1"."maker",
          "t1"."category",
          "t1"."price_currency",
          "t1"."unit_price_millionths" AS "price_millionths"
        FROM "catalogue" AS "t1"
      ) AS "t10"
        ON "t25"."storefront" = "t10"."storefront" AND "t25"."variant" = "t10"."variant"
      LEFT OUTER JOIN (
        SELECT
          "t2"."customer_id",
          "t2"."storefront",
          "t2"."which" AS "variant",
          "t2"."stops" AS "thing_stops",
          "t2"."fewer" AS "thing_fewer",
          "t2"."rather" AS "thing_rather",
          "t2"."named" AS "thing_named",
          "t2"."said_date" AS "thing_said_date"
        FROM "taste" AS "t2"
        WHERE
          "t2"."aspect" = 'thing'
      ) AS "t17"
        ON "t25"."customer_id" = "t17"."customer_id"
        AND "t25"."storefront" = "t17"."storefront"
        AND "t25"."variant" = "t17"."variant"
      LEFT OUTER JOIN (
        SELECT
          "t2"."customer_id",
          "t2"."storefront",
          "t2"."which" AS "maker",
          "t2"."stops" AS "maker_stops",
          "t2"."fewer" AS "maker_fewer",
          "t2"."rather" AS "maker_rather",
          "t2"."named" AS "maker_named",
          "t2"."said_date" AS "maker_said_date"
        FROM "taste" AS "t2"
        WHERE
          "t2"."aspect" = 'maker'
      ) AS "t18"
        ON "t25"."customer_id" = "t18"."customer_id"
        AND "t25"."storefront" = "t18"."storefront"
        AND "t10"."maker" = "t18"."maker"
      LEFT OUTER JOIN (
        SELECT
          "t2"."customer_id",
          "t2"."storefront",
          "t2"."which" AS "category",
          "t2"."stops" AS "category_stops",
          "t2"."fewer" AS "category_fewer",
          "t2"."rather" AS "category_rather",
          "t2"."named" AS "category_named",
          "t2"."said_date" AS "category_said_date"
        FROM "taste" AS "t2"
        WHERE
          "t2"."aspect" = 'category'
      ) AS "t19"
        ON "t25"."customer_id" = "t19"."customer_id"
        AND "t25"."storefront" = "t19"."storefront"
        AND "t10"."category" = "t19"."category"
      LEFT OUTER JOIN (
        SELECT
          "t3"."customer_id",
          "t3"."storefront",
          "t3"."which" AS "variant",
          "t3"."unit_price_millionths" AS "own_dear_millionths",
          "t3"."named" AS "own_dear_named",
          "t3"."said_date" AS "own_dear_date",
          "t3"."currency" AS "own_dear_currency"
        FROM "liking" AS "t3"
        WHERE
          "t3"."aspect" = 'price' AND "t3"."direction" = 'less'
      ) AS "t20"
        ON "t25"."customer_id" = "t20"."customer_id"
        AND "t25"."storefront" = "t20"."storefront"
        AND "t25"."variant" = "t20"."variant"
      LEFT OUTER JOIN "too_dear" AS "t7"
        ON "t25"."customer_id" = "t7"."customer_id"
        AND "t25"."storefront" = "t7"."storefront"
        AND "t10"."price_currency" = "t7"."price_currency"
    ) AS "t26"
    WHERE
      NOT (
        COALESCE("t26"."thing_stops", FALSE)
        OR COALESCE("t26"."maker_stops", FALSE)
        OR COALESCE("t26"."category_stops", FALSE)
        OR COALESCE(
          (
            "t26"."own_dear_currency" = "t26"."price_currency"
          )
          AND (
            "t26"."price_millionths" >= "t26"."own_dear_millionths"
          ),
          FALSE
        )
      )
  ) AS "t27"
  GROUP BY
    1,
    2
) AS "t28"
