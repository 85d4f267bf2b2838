WITH "t22" AS (
  SELECT
    "t16"."id",
    "t16"."recorded_at",
    "t16"."local_date",
    "t16"."source",
    "t16"."key",
    "t16"."at",
    "t16"."storefront",
    "t16"."customer_id",
    "t16"."order_ref",
    "t16"."sort",
    "t16"."variant",
    "t16"."title",
    "t16"."quantity",
    "t16"."currency",
    "t16"."unit_price_millionths",
    "t16"."total_minor",
    "t16"."tax_minor"
  FROM (
    SELECT
      *
    FROM "order_line" AS "t5"
    WHERE
      "t5"."sort" = 'goods' AND "t5"."customer_id" IS NOT NULL
  ) AS "t16"
  ANTI JOIN (
    SELECT DISTINCT
      "t6"."storefront",
      "t6"."order_ref"
    FROM "order_step" AS "t6"
    WHERE
      "t6"."step" = 'cancelled'
  ) AS "t17"
    ON "t16"."storefront" = "t17"."storefront" AND "t16"."order_ref" = "t17"."order_ref"
)
SELECT
  "t41"."customer_id",
  "t41"."storefront",
  "t41"."order_ref",
  "t41"."variant",
  "t41"."title",
  "t41"."source",
  "t41"."at",
  "t41"."recorded_at",
  "t41"."local_date",
  "t41"."quantity",
  "t41"."paid_each_minor",
  "t41"."currency" AS "paid_currency",
  CAST(ROUND("t41"."net_minor" * "t41"."factor", 0) AS BIGINT) AS "net_minor",
  CAST(ROUND(
    (
      "t41"."net_minor" * "t41"."factor"
    ) - COALESCE(
      CASE
        WHEN "t10"."cost_currency" = "t41"."base"
        THEN (
          CAST("t10"."unit_cost_millionths" AS DOUBLE) / 1000000.0
        ) * "t41"."quantity" * CASE
          WHEN "t41"."base" IN (
            'BIF',
            'CLP',
            'DJF',
            'GNF',
            'ISK',
            'JPY',
            'KMF',
            'KRW',
            'PYG',
            'RWF',
            'UGX',
            'VND',
            'VUV',
            'XAF',
            'XOF',
            'XPF'
          )
          THEN 1.0
          WHEN "t41"."base" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
          THEN 1000.0
          ELSE 100.0
        END
        WHEN "t10"."cost_currency" = "t41"."currency"
        THEN (
          CAST("t10"."unit_cost_millionths" AS DOUBLE) / 1000000.0
        ) * "t41"."quantity" * CASE
          WHEN "t41"."currency" IN (
            'BIF',
            'CLP',
            'DJF',
            'GNF',
            'ISK',
            'JPY',
            'KMF',
            'KRW',
            'PYG',
            'RWF',
            'UGX',
            'VND',
            'VUV',
            'XAF',
            'XOF',
            'XPF'
          )
          THEN 1.0
          WHEN "t41"."currency" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
          THEN 1000.0
          ELSE 100.0
        END * "t41"."factor"
        ELSE NULL
      END,
      "t41"."net_minor" * "t41"."factor" * (
        1 - "t41"."margin_rate"
      )
    ),
    0
  ) AS BIGINT) AS "margin_minor",
  CASE
    WHEN "t10"."cost_currency" = "t41"."base"
    THEN (
      CAST("t10"."unit_cost_millionths" AS DOUBLE) / 1000000.0
    ) * "t41"."quantity" * CASE
      WHEN "t41"."base" IN (
        'BIF',
        'CLP',
        'DJF',
        'GNF',
        'ISK',
        'JPY',
        'KMF',
        'KRW',
        'PYG',
        'RWF',
        'UGX',
        'VND',
        'VUV',
        'XAF',
        'XOF',
        'XPF'
      )
      THEN 1.0
      WHEN "t41"."base" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
      THEN 1000.0
      ELSE 100.0
    END
    WHEN "t10"."cost_currency" = "t41"."currency"
    THEN (
      CAST("t10"."unit_cost_millionths" AS DOUBLE) / 1000000.0
    ) * "t41"."quantity" * CASE
      WHEN "t41"."currency" IN (
        'BIF',
        'CLP',
        'DJF',
        'GNF',
        'ISK',
        'JPY',
        'KMF',
        'KRW',
        'PYG',
        'RWF',
        'UGX',
        'VND',
        'VUV',
        'XAF',
        'XOF',
        'XPF'
      )
      THEN 1.0
      WHEN "t41"."currency" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
      THEN 1000.0
      ELSE 100.0
    END * "t41"."factor"
    ELSE NULL
  END IS NOT NULL AS "cost_known"
FROM (
  SELECT
    "t39".*
    EXCLUDE ("currency_right")
  FROM (
    SELECT
      "t38"."customer_id",
      "t38"."storefront",
      "t38"."order_ref",
      "t38"."variant",
      "t38"."currency",
      "t38"."title",
      "t38"."source",
      "t38"."at",
      "t38"."recorded_at",
      "t38"."local_date",
      "t38"."quantity",
      "t38"."paid_each_minor",
      "t38"."net_minor",
      "t38"."margin_rate",
      "t38"."base",
      "t38"."currency_right",
      "t38"."base_currency",
      "t38"."rate_millionths",
      (
        (
          CASE
            WHEN "t38"."currency" = "t38"."base"
            THEN 1000000.0
            ELSE CAST("t38"."rate_millionths" AS DOUBLE)
          END / 1000000.0
        ) * CASE
          WHEN "t38"."base" IN (
            'BIF',
            'CLP',
            'DJF',
            'GNF',
            'ISK',
            'JPY',
            'KMF',
            'KRW',
            'PYG',
            'RWF',
            'UGX',
            'VND',
            'VUV',
            'XAF',
            'XOF',
            'XPF'
          )
          THEN 1.0
          WHEN "t38"."base" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
          THEN 1000.0
          ELSE 100.0
        END
      ) / CASE
        WHEN "t38"."currency" IN (
          'BIF',
          'CLP',
          'DJF',
          'GNF',
          'ISK',
          'JPY',
          'KMF',
          'KRW',
          'PYG',
          'RWF',
          'UGX',
          'VND',
          'VUV',
          'XAF',
          'XOF',
          'XPF'
        )
        THEN 1.0
        WHEN "t38"."currency" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
        THEN 1000.0
        ELSE 100.0
      END AS "factor"
    FROM (
      SELECT
        "t37"."customer_id",
        "t37"."storefront",
        "t37"."order_ref",
        "t37"."variant",
        "t37"."currency",
        "t37"."title",
        "t37"."source",
        "t37"."at",
        "t37"."recorded_at",
        "t37"."local_date",
        "t37"."quantity",
        "t37"."paid_each_minor",
        "t37"."net_minor",
        "t11"."margin_rate",
        "t11"."base",
        "t7"."currency" AS "currency_right",
        "t7"."base_currency",
        "t7"."rate_millionths"
      FROM (
        SELECT
          "t35".*
          EXCLUDE ("net", "quantity_back", "total", "total_back", "undiscounted")
        FROM (
          SELECT
            "t34"."customer_id",
            "t34"."storefront",
            "t34"."order_ref",
            "t34"."variant",
            "t34"."currency",
            "t34"."title",
            "t34"."source",
            "t34"."at",
            "t34"."recorded_at",
            "t34"."local_date",
            "t34"."quantity" - COALESCE("t34"."quantity_back", 0) AS "quantity",
            "t34"."total",
            "t34"."net",
            "t34"."quantity_back",
            "t34"."total_back",
            "t34"."undiscounted",
            CAST(ROUND("t34"."total" / NULLIF("t34"."quantity", 0), 0) AS BIGINT) AS "paid_each_minor",
            "t34"."net" * COALESCE(1 - (
              COALESCE("t34"."total_back", 0) / NULLIF("t34"."total", 0)
            ), 0.0) * COALESCE("t34"."undiscounted", 1.0) AS "net_minor"
          FROM (
            SELECT
              "t33".*
              EXCLUDE ("order_ref_right", "storefront_right")
            FROM (
              SELECT
                "t31"."customer_id",
                "t31"."storefront",
                "t31"."order_ref",
                "t31"."variant",
                "t31"."currency",
                "t31"."title",
                "t31"."source",
                "t31"."at",
                "t31"."recorded_at",
                "t31"."local_date",
                "t31"."quantity",
                "t31"."total",
                "t31"."net",
                "t31"."quantity_back",
                "t31"."total_back",
                "t32"."storefront" AS "storefront_right",
                "t32"."order_ref" AS "order_ref_right",
                "t32"."undiscounted"
              FROM (
                SELECT
                  "t28".*
                  EXCLUDE ("order_ref_right", "storefront_right", "variant_right")
                FROM (
                  SELECT
                    "t27"."customer_id",
                    "t27"."storefront",
                    "t27"."order_ref",
                    "t27"."variant",
                    "t27"."currency",
                    "t27"."title",
                    "t27"."source",
                    "t27"."at",
                    "t27"."recorded_at",
                    "t27"."local_date",
                    "t27"."quantity",
                    "t27"."total",
                    "t27"."net",
                    "t20"."storefront" AS "storefront_right",
                    "t20"."order_ref" AS "order_ref_right",
                    "t20"."variant" AS "variant_right",
                    "t20"."quantity_back",
                    "t20"."total_back"
                  FROM (
                    SELECT
                      "t23"."customer_id",
                      "t23"."storefront",
                      "t23"."order_ref",
                      "t23"."variant",
                      "t23"."currency",
                      MAX("t23"."title") AS "title",
                      MAX("t23"."source") AS "source",
                      MIN("t23"."at") AS "at",
                      MIN("t23"."recorded_at") AS "recorded_at",
                      MIN("t23"."local_date") AS "local_date",
                      SUM("t23"."quantity") AS "quantity",
                      CAST(SUM("t23"."total_minor") AS DOUBLE) AS "total",
                      SUM("t23"."total_minor" - "t23"."tax_minor") AS "net"
                    FROM "t22" AS "t23"
                    GROUP BY
                      1,
                      2,
                      3,
                      4,
                      5
                  ) AS "t27"
                  LEFT OUTER JOIN (
                    SELECT
                      "t12"."storefront",
                      "t12"."order_ref",
                      "t12"."variant",
                      SUM("t12"."quantity") AS "quantity_back",
                      SUM("t12"."total_minor") AS "total_back"
                    FROM (
                      SELECT
                        *
                      FROM "line_returned" AS "t3"
                      WHERE
                        "t3"."sort" = 'goods' AND "t3"."order_ref" IS NOT NULL
                    ) AS "t12"
                    GROUP BY
                      1,
                      2,
                      3
                  ) AS "t20"
                    ON "t27"."storefront" = "t20"."storefront"
                    AND "t27"."order_ref" = "t20"."order_ref"
                    AND "t27"."variant" = "t20"."variant"
                ) AS "t28"
              ) AS "t31"
              LEFT OUTER JOIN (
                SELECT
                  "t26"."storefront",
                  "t26"."order_ref",
                  GREATEST(1 - (
                    "t21"."discount_minor" / NULLIF("t26"."total_minor", 0)
                  ), 0.0) AS "undiscounted"
                FROM (
                  SELECT
                    "t23"."storefront",
                    "t23"."order_ref",
                    CAST(SUM("t23"."total_minor") AS DOUBLE) AS "total_minor"
                  FROM "t22" AS "t23"
                  GROUP BY
                    1,
                    2
                ) AS "t26"
                INNER JOIN (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t4"."storefront",
                      "t4"."order_ref",
                      MAX("t4"."discount_minor") AS "discount_minor"
                    FROM "order_placed" AS "t4"
                    GROUP BY
                      1,
                      2
                  ) AS "t13"
                  WHERE
                    "t13"."discount_minor" > 0
                ) AS "t21"
                  ON "t26"."storefront" = "t21"."storefront" AND "t26"."order_ref" = "t21"."order_ref"
              ) AS "t32"
                ON "t31"."storefront" = "t32"."storefront" AND "t31"."order_ref" = "t32"."order_ref"
            ) AS "t33"
          ) AS "t34"
          WHERE
            (
              "t34"."quantity" - COALESCE("t34"."quantity_back", 0)
            ) > 0
        ) AS "t35"
      ) AS "t37"
      INNER JOIN (
        SELECT
          "t2"."storefront",
          "t2"."margin_rate",
          "t2"."currency" AS "base"
        FROM "storefront" AS "t2"
      ) AS "t11"
        ON "t37"."storefront" = "t11"."storefront"
      LEFT OUTER JOIN "rate" AS "t7"
        ON "t37"."currency" = "t7"."currency" AND "t11"."base" = "t7"."base_currency"
    ) AS "t38"
  ) AS "t39"
) AS "t41"
LEFT OUTER JOIN (
  SELECT
    "t0"."storefront",
    "t0"."variant",
    "t0"."unit_cost_millionths",
    "t0"."cost_currency"
  FROM "catalogue" AS "t0"
) AS "t10"
  ON "t41"."storefront" = "t10"."storefront" AND "t41"."variant" = "t10"."variant"
