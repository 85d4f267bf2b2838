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
        "t22"."customer_id",
        "t22"."storefront",
        "t22"."variant",
        "t22"."favourite",
        "t22"."orders",
        "t22"."spend",
        "t9"."maker",
        "t9"."category",
        "t9"."price_currency",
        "t9"."price_millionths",
        "t15"."thing_stops",
        "t15"."thing_fewer",
        "t15"."thing_rather",
        "t15"."thing_named",
        "t15"."thing_said_date",
        "t16"."maker_stops",
        "t16"."maker_fewer",
        "t16"."maker_rather",
        "t16"."maker_named",
        "t16"."maker_said_date",
        "t17"."category_stops",
        "t17"."category_fewer",
        "t17"."category_rather",
        "t17"."category_named",
        "t17"."category_said_date",
        "t18"."own_dear_millionths",
        "t18"."own_dear_named",
        "t18"."own_dear_date",
        "t18"."own_dear_currency",
        "t6"."dear_millionths",
        "t6"."dear_named",
        "t6"."dear_date"
      FROM (
        SELECT
          "t20"."customer_id",
          "t20"."storefront",
          "t20"."variant",
          MAX("t20"."title") AS "favourite",
          COUNT(*) AS "orders",
          SUM("t20"."net_minor") AS "spend"
        FROM (
          SELECT
            "t7"."customer_id",
            "t7"."storefront",
            "t7"."order_ref",
            "t7"."variant",
            "t7"."title",
            "t7"."source",
            "t7"."at",
            "t7"."recorded_at",
            "t7"."local_date",
            "t7"."quantity",
            "t7"."paid_each_minor",
            "t7"."paid_currency",
            "t7"."net_minor",
            "t7"."margin_minor",
            "t7"."cost_known"
          FROM "own_purchase" AS "t7"
          ANTI JOIN (
            SELECT
              *
            FROM "switch" AS "t5"
            WHERE
              "t5"."feature" = 'naming' AND NOT (
                "t5"."on"
              )
          ) AS "t19"
            ON "t7"."customer_id" = "t19"."customer_id"
        ) AS "t20"
        GROUP BY
          1,
          2,
          3
      ) AS "t22"
      LEFT OUTER JOIN (
        SELECT
          "t1"."storefront",
          "t1"."variant",
          "t1"."maker",
          "t1"."category",
          "t1"."price_currency",
          "t1"."unit_price_millionths" AS "price_millionths"
        FROM "catalogue" AS "t1"
      ) AS "t9"
        ON "t22"."storefront" = "t9"."storefront" AND "t22"."variant" = "t9"."variant"
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
      ) AS "t15"
        ON "t22"."customer_id" = "t15"."customer_id"
        AND "t22"."storefront" = "t15"."storefront"
        AND "t22"."variant" = "t15"."variant"
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
      ) AS "t16"
        ON "t22"."customer_id" = "t16"."customer_id"
        AND "t22"."storefront" = "t16"."storefront"
        AND "t9"."maker" = "t16"."maker"
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
      ) AS "t17"
        ON "t22"."customer_id" = "t17"."customer_id"
        AND "t22"."storefront" = "t17"."storefront"
        AND "t9"."category" = "t17"."category"
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
      ) AS "t18"
        ON "t22"."customer_id" = "t18"."customer_id"
        AND "t22"."storefront" = "t18"."storefront"
        AND "t22"."variant" = "t18"."variant"
      LEFT OUTER JOIN "too_dear" AS "t6"
        ON "t22"."customer_id" = "t6"."customer_id"
        AND "t22"."storefront" = "t6"."storefront"
        AND "t9"."price_currency" = "t6"."price_currency"
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
