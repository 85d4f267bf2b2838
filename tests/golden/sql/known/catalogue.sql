SELECT
  "t30".*
  EXCLUDE ("storefront_right", "variant_right")
FROM (
  SELECT
    "t29"."storefront",
    "t29"."variant",
    "t29"."product",
    "t29"."title",
    "t29"."maker",
    "t29"."category",
    "t29"."size",
    "t29"."colour",
    "t29"."unit_price_millionths",
    "t29"."price_currency",
    "t29"."unit_cost_millionths",
    "t29"."cost_currency",
    "t20"."storefront" AS "storefront_right",
    "t20"."variant" AS "variant_right",
    "t20"."stock"
  FROM (
    SELECT
      "t27".*
      EXCLUDE ("storefront_right", "variant_right")
    FROM (
      SELECT
        "t26"."storefront",
        "t26"."variant",
        "t26"."product",
        "t26"."title",
        "t26"."maker",
        "t26"."category",
        "t26"."size",
        "t26"."colour",
        "t26"."unit_price_millionths",
        "t26"."price_currency",
        "t21"."storefront" AS "storefront_right",
        "t21"."variant" AS "variant_right",
        "t21"."unit_cost_millionths",
        "t21"."cost_currency"
      FROM (
        SELECT
          "t24".*
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
            "t23"."storefront" AS "storefront_right",
            "t23"."variant" AS "variant_right",
            "t23"."unit_price_millionths",
            "t23"."price_currency"
          FROM (
            SELECT
              "t14"."storefront",
              "t14"."variant",
              "t14"."product",
              "t14"."title",
              "t14"."maker",
              "t14"."category",
              "t14"."size",
              "t14"."colour"
            FROM (
              SELECT
                "t10".*
                EXCLUDE ("nth")
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t2"."id",
                    "t2"."recorded_at",
                    "t2"."local_date",
                    "t2"."source",
                    "t2"."key",
                    "t2"."at",
                    "t2"."storefront",
                    "t2"."customer_id",
                    "t2"."variant",
                    "t2"."product",
                    "t2"."title",
                    "t2"."maker",
                    "t2"."category",
                    "t2"."size",
                    "t2"."colour",
                    ROW_NUMBER() OVER (
                      PARTITION BY "t2"."storefront", "t2"."variant"
                      ORDER BY "t2"."at" DESC, "t2"."recorded_at" DESC, "t2"."id" DESC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) - 1 AS "nth"
                  FROM "variant_described" AS "t2"
                ) AS "t6"
                WHERE
                  "t6"."nth" = 0
              ) AS "t10"
            ) AS "t14"
          ) AS "t22"
          LEFT OUTER JOIN (
            SELECT
              "t15"."storefront",
              "t15"."variant",
              "t15"."unit_price_millionths",
              "t15"."currency" AS "price_currency"
            FROM (
              SELECT
                "t11".*
                EXCLUDE ("nth")
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t3"."id",
                    "t3"."recorded_at",
                    "t3"."local_date",
                    "t3"."source",
                    "t3"."key",
                    "t3"."at",
                    "t3"."storefront",
                    "t3"."customer_id",
                    "t3"."variant",
                    "t3"."currency",
                    "t3"."unit_price_millionths",
                    ROW_NUMBER() OVER (
                      PARTITION BY "t3"."storefront", "t3"."variant"
                      ORDER BY "t3"."at" DESC, "t3"."recorded_at" DESC, "t3"."id" DESC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) - 1 AS "nth"
                  FROM "variant_priced" AS "t3"
                ) AS "t7"
                WHERE
                  "t7"."nth" = 0
              ) AS "t11"
            ) AS "t15"
          ) AS "t23"
            ON "t22"."storefront" = "t23"."storefront" AND "t22"."variant" = "t23"."variant"
        ) AS "t24"
      ) AS "t26"
      LEFT OUTER JOIN (
        SELECT
          "t13"."storefront",
          "t13"."variant",
          "t13"."unit_cost_millionths",
          "t13"."currency" AS "cost_currency"
        FROM (
          SELECT
            "t9".*
            EXCLUDE ("nth")
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t1"."id",
                "t1"."recorded_at",
                "t1"."local_date",
                "t1"."source",
                "t1"."key",
                "t1"."at",
                "t1"."storefront",
                "t1"."customer_id",
                "t1"."variant",
                "t1"."currency",
                "t1"."unit_cost_millionths",
                ROW_NUMBER() OVER (
                  PARTITION BY "t1"."storefront", "t1"."variant"
                  ORDER BY "t1"."at" DESC, "t1"."recorded_at" DESC, "t1"."id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "nth"
              FROM "variant_costed" AS "t1"
            ) AS "t5"
            WHERE
              "t5"."nth" = 0
          ) AS "t9"
        ) AS "t13"
      ) AS "t21"
        ON "t26"."storefront" = "t21"."storefront" AND "t26"."variant" = "t21"."variant"
    ) AS "t27"
  ) AS "t29"
  LEFT OUTER JOIN (
    SELECT
      "t12"."storefront",
      "t12"."variant",
      "t12"."quantity" AS "stock"
    FROM (
      SELECT
        "t8".*
        EXCLUDE ("nth")
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t0"."id",
            "t0"."recorded_at",
            "t0"."local_date",
            "t0"."source",
            "t0"."key",
            "t0"."at",
            "t0"."storefront",
            "t0"."customer_id",
            "t0"."variant",
            "t0"."quantity",
            ROW_NUMBER() OVER (
              PARTITION BY "t0"."storefront", "t0"."variant"
              ORDER BY "t0"."at" DESC, "t0"."recorded_at" DESC, "t0"."id" DESC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "nth"
          FROM "variant_stocked" AS "t0"
        ) AS "t4"
        WHERE
          "t4"."nth" = 0
      ) AS "t8"
    ) AS "t12"
  ) AS "t20"
    ON "t29"."storefront" = "t20"."storefront" AND "t29"."variant" = "t20"."variant"
) AS "t30"
