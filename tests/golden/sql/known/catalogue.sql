SELECT
  "t26".*
  EXCLUDE ("storefront_right", "variant_right")
FROM (
  SELECT
    "t25"."storefront",
    "t25"."variant",
    "t25"."product",
    "t25"."title",
    "t25"."maker",
    "t25"."category",
    "t25"."size",
    "t25"."colour",
    "t25"."unit_price_millionths",
    "t25"."price_currency",
    "t25"."unit_cost_millionths",
    "t25"."cost_currency",
    "t16"."storefront" AS "storefront_right",
    "t16"."variant" AS "variant_right",
    "t16"."stock"
  FROM (
    SELECT
      "t23".*
      EXCLUDE ("storefront_right", "variant_right")
    FROM (
      SELECT
        "t22"."storefront",
        "t22"."variant",
        "t22"."product",
        "t22"."title",
        "t22"."maker",
        "t22"."category",
        "t22"."size",
        "t22"."colour",
        "t22"."unit_price_millionths",
        "t22"."price_currency",
        "t17"."storefront" AS "storefront_right",
        "t17"."variant" AS "variant_right",
        "t17"."unit_cost_millionths",
        "t17"."cost_currency"
      FROM (
        SELECT
          "t20".*
          EXCLUDE ("storefront_right", "variant_right")
        FROM (
          SELECT
            "t18"."storefront",
            "t18"."variant",
            "t18"."product",
            "t18"."title",
            "t18"."maker",
            "t18"."category",
            "t18"."size",
            "t18"."colour",
            "t19"."storefront" AS "storefront_right",
            "t19"."variant" AS "variant_right",
            "t19"."unit_price_millionths",
            "t19"."price_currency"
          FROM (
            SELECT
              "t10"."storefront",
              "t10"."variant",
              "t10"."product",
              "t10"."title",
              "t10"."maker",
              "t10"."category",
              "t10"."size",
              "t10"."colour"
            FROM (
              SELECT
                "t6"."storefront",
                "t6"."variant",
                "t6"."product",
                "t6"."title",
                "t6"."maker",
                "t6"."category",
                "t6"."size",
                "t6"."colour",
                "t6"."at",
                "t6"."recorded_at",
                "t6"."id",
                ROW_NUMBER() OVER (
                  PARTITION BY "t6"."storefront", "t6"."variant"
                  ORDER BY "t6"."at" DESC, "t6"."recorded_at" DESC, "t6"."id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "nth"
              FROM (
                SELECT
                  "t2"."storefront",
                  "t2"."variant",
                  "t2"."product",
                  "t2"."title",
                  "t2"."maker",
                  "t2"."category",
                  "t2"."size",
                  "t2"."colour",
                  "t2"."at",
                  "t2"."recorded_at",
                  "t2"."id"
                FROM "variant_described" AS "t2"
              ) AS "t6"
            ) AS "t10"
            WHERE
              "t10"."nth" = 0
          ) AS "t18"
          LEFT OUTER JOIN (
            SELECT
              "t11"."storefront",
              "t11"."variant",
              "t11"."unit_price_millionths",
              "t11"."currency" AS "price_currency"
            FROM (
              SELECT
                "t7"."storefront",
                "t7"."variant",
                "t7"."unit_price_millionths",
                "t7"."currency",
                "t7"."at",
                "t7"."recorded_at",
                "t7"."id",
                ROW_NUMBER() OVER (
                  PARTITION BY "t7"."storefront", "t7"."variant"
                  ORDER BY "t7"."at" DESC, "t7"."recorded_at" DESC, "t7"."id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "nth"
              FROM (
                SELECT
                  "t3"."storefront",
                  "t3"."variant",
                  "t3"."unit_price_millionths",
                  "t3"."currency",
                  "t3"."at",
                  "t3"."recorded_at",
                  "t3"."id"
                FROM "variant_priced" AS "t3"
              ) AS "t7"
            ) AS "t11"
            WHERE
              "t11"."nth" = 0
          ) AS "t19"
            ON "t18"."storefront" = "t19"."storefront" AND "t18"."variant" = "t19"."variant"
        ) AS "t20"
      ) AS "t22"
      LEFT OUTER JOIN (
        SELECT
          "t9"."storefront",
          "t9"."variant",
          "t9"."unit_cost_millionths",
          "t9"."currency" AS "cost_currency"
        FROM (
          SELECT
            "t5"."storefront",
            "t5"."variant",
            "t5"."unit_cost_millionths",
            "t5"."currency",
            "t5"."at",
            "t5"."recorded_at",
            "t5"."id",
            ROW_NUMBER() OVER (
              PARTITION BY "t5"."storefront", "t5"."variant"
              ORDER BY "t5"."at" DESC, "t5"."recorded_at" DESC, "t5"."id" DESC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "nth"
          FROM (
            SELECT
              "t1"."storefront",
              "t1"."variant",
              "t1"."unit_cost_millionths",
              "t1"."currency",
              "t1"."at",
              "t1"."recorded_at",
              "t1"."id"
            FROM "variant_costed" AS "t1"
          ) AS "t5"
        ) AS "t9"
        WHERE
          "t9"."nth" = 0
      ) AS "t17"
        ON "t22"."storefront" = "t17"."storefront" AND "t22"."variant" = "t17"."variant"
    ) AS "t23"
  ) AS "t25"
  LEFT OUTER JOIN (
    SELECT
      "t8"."storefront",
      "t8"."variant",
      "t8"."quantity" AS "stock"
    FROM (
      SELECT
        "t4"."storefront",
        "t4"."variant",
        "t4"."quantity",
        "t4"."at",
        "t4"."recorded_at",
        "t4"."id",
        ROW_NUMBER() OVER (
          PARTITION BY "t4"."storefront", "t4"."variant"
          ORDER BY "t4"."at" DESC, "t4"."recorded_at" DESC, "t4"."id" DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "nth"
      FROM (
        SELECT
          "t0"."storefront",
          "t0"."variant",
          "t0"."quantity",
          "t0"."at",
          "t0"."recorded_at",
          "t0"."id"
        FROM "variant_stocked" AS "t0"
      ) AS "t4"
    ) AS "t8"
    WHERE
      "t8"."nth" = 0
  ) AS "t16"
    ON "t25"."storefront" = "t16"."storefront" AND "t25"."variant" = "t16"."variant"
) AS "t26"
