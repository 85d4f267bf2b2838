WITH "t23" AS (
  SELECT
    "t17"."id",
    "t17"."recorded_at",
    "t17"."local_date",
    "t17"."source",
    "t17"."key",
    "t17"."at",
    "t17"."storefront",
    "t17"."customer_id",
    "t17"."order_ref",
    "t17"."sort",
    "t17"."variant",
    "t17"."title",
    "t17"."quantity",
    "t17"."currency",
    "t17"."unit_price_millionths",
    "t17"."total_minor",
    "t17"."tax_minor"
  FROM (
    SELECT
      *
    FROM "order_line" AS "t4"
    WHERE
      "t4"."sort" = 'goods' AND "t4"."customer_id" IS NOT NULL
  ) AS "t17"
  ANTI JOIN (
    SELECT DISTINCT
      "t5"."storefront",
      "t5"."order_ref"
    FROM "order_step" AS "t5"
    WHERE
      "t5"."step" = 'cancelled'
  ) AS "t18"
    ON "t17"."storefront" = "t18"."storefront" AND "t17"."order_ref" = "t18"."order_ref"
)
SELECT
  "t36"."customer_id",
  "t36"."storefront",
  "t36"."order_ref",
  "t36"."variant",
  "t36"."title",
  "t36"."source",
  "t36"."at",
  "t36"."recorded_at",
  "t36"."local_date",
  "t36"."quantity",
  "t36"."paid_each_minor",
  "t36"."currency" AS "paid_currency",
  CAST(ROUND("t36"."net_minor" * "t36"."factor", 0) AS BIGINT) AS "net_minor",
  CAST(ROUND(
    (
      "t36"."net_minor" * "t36"."factor"
    ) - COALESCE(
      CASE
        WHEN "t36"."cost_currency" = "t36"."base"
        THEN (
          CAST("t36"."unit_cost_millionths" AS DOUBLE) / 1000000.0
        ) * "t36"."quantity" * CASE
          WHEN "t36"."base" IN (
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
          WHEN "t36"."base" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
          THEN 1000.0
          ELSE 100.0
        END
        WHEN "t36"."cost_currency" = "t36"."currency"
        THEN (
          CAST("t36"."unit_cost_millionths" AS DOUBLE) / 1000000.0
        ) * "t36"."quantity" * CASE
          WHEN "t36"."currency" IN (
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
          WHEN "t36"."currency" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
          THEN 1000.0
          ELSE 100.0
        END * "t36"."factor"
        ELSE NULL
      END,
      "t36"."net_minor" * "t36"."factor" * (
        1 - "t36"."margin_rate"
      )
    ),
    0
  ) AS BIGINT) AS "margin_minor",
  CASE
    WHEN "t36"."cost_currency" = "t36"."base"
    THEN (
      CAST("t36"."unit_cost_millionths" AS DOUBLE) / 1000000.0
    ) * "t36"."quantity" * CASE
      WHEN "t36"."base" IN (
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
      WHEN "t36"."base" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
      THEN 1000.0
      ELSE 100.0
    END
    WHEN "t36"."cost_currency" = "t36"."currency"
    THEN (
      CAST("t36"."unit_cost_millionths" AS DOUBLE) / 1000000.0
    ) * "t36"."quantity" * CASE
      WHEN "t36"."currency" IN (
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
      WHEN "t36"."currency" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
      THEN 1000.0
      ELSE 100.0
    END * "t36"."factor"
    ELSE NULL
  END IS NOT NULL AS "cost_known"
FROM (
  SELECT
    "t35"."customer_id",
    "t35"."storefront",
    "t35"."order_ref",
    "t35"."variant",
    "t35"."currency",
    "t35"."title",
    "t35"."source",
    "t35"."at",
    "t35"."recorded_at",
    "t35"."local_date",
    "t35"."quantity",
    "t35"."paid_each_minor",
    "t35"."net_minor",
    "t35"."margin_rate",
    "t35"."base",
    "t35"."rate_millionths",
    "t35"."unit_cost_millionths",
    "t35"."cost_currency",
    (
      (
        CASE
          WHEN "t35"."currency" = "t35"."base"
          THEN 1000000.0
          ELSE CAST("t35"."rate_millionths" AS DOUBLE)
        END / 1000000.0
      ) * CASE
        WHEN "t35"."base" IN (
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
        WHEN "t35"."base" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
        THEN 1000.0
        ELSE 100.0
      END
    ) / CASE
      WHEN "t35"."currency" IN (
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
      WHEN "t35"."currency" IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
      THEN 1000.0
      ELSE 100.0
    END AS "factor"
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
      "t34"."quantity",
      "t34"."paid_each_minor",
      "t34"."net_minor",
      "t10"."margin_rate",
      "t10"."base",
      "t11"."rate_millionths",
      "t12"."unit_cost_millionths",
      "t12"."cost_currency"
    FROM (
      SELECT
        "t32".*
        EXCLUDE ("net", "quantity_back", "total", "total_back", "undiscounted")
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
          "t31"."quantity" - COALESCE("t31"."quantity_back", 0) AS "quantity",
          "t31"."total",
          "t31"."net",
          "t31"."quantity_back",
          "t31"."total_back",
          "t31"."undiscounted",
          CAST(ROUND("t31"."total" / NULLIF("t31"."quantity", 0), 0) AS BIGINT) AS "paid_each_minor",
          "t31"."net" * COALESCE(1 - (
            COALESCE("t31"."total_back", 0) / NULLIF("t31"."total", 0)
          ), 0.0) * COALESCE("t31"."undiscounted", 1.0) AS "net_minor"
        FROM (
          SELECT
            "t28"."customer_id",
            "t28"."storefront",
            "t28"."order_ref",
            "t28"."variant",
            "t28"."currency",
            "t28"."title",
            "t28"."source",
            "t28"."at",
            "t28"."recorded_at",
            "t28"."local_date",
            "t28"."quantity",
            "t28"."total",
            "t28"."net",
            "t21"."quantity_back",
            "t21"."total_back",
            "t30"."undiscounted"
          FROM (
            SELECT
              "t24"."customer_id",
              "t24"."storefront",
              "t24"."order_ref",
              "t24"."variant",
              "t24"."currency",
              MAX("t24"."title") AS "title",
              MAX("t24"."source") AS "source",
              MIN("t24"."at") AS "at",
              MIN("t24"."recorded_at") AS "recorded_at",
              MIN("t24"."local_date") AS "local_date",
              SUM("t24"."quantity") AS "quantity",
              CAST(SUM("t24"."total_minor") AS DOUBLE) AS "total",
              SUM("t24"."total_minor" - "t24"."tax_minor") AS "net"
            FROM "t23" AS "t24"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t28"
          LEFT OUTER JOIN (
            SELECT
              "t13"."storefront",
              "t13"."order_ref",
              "t13"."variant",
              SUM("t13"."quantity") AS "quantity_back",
              SUM("t13"."total_minor") AS "total_back"
            FROM (
              SELECT
                *
              FROM "line_returned" AS "t3"
              WHERE
                "t3"."sort" = 'goods' AND "t3"."order_ref" IS NOT NULL
            ) AS "t13"
            GROUP BY
              1,
              2,
              3
          ) AS "t21"
            ON "t28"."storefront" = "t21"."storefront"
            AND "t28"."order_ref" = "t21"."order_ref"
            AND "t28"."variant" = "t21"."variant"
          LEFT OUTER JOIN (
            SELECT
              "t27"."storefront",
              "t27"."order_ref",
              GREATEST(1 - (
                "t22"."discount_minor" / NULLIF("t27"."total_minor", 0)
              ), 0.0) AS "undiscounted"
            FROM (
              SELECT
                "t24"."storefront",
                "t24"."order_ref",
                CAST(SUM("t24"."total_minor") AS DOUBLE) AS "total_minor"
              FROM "t23" AS "t24"
              GROUP BY
                1,
                2
            ) AS "t27"
            INNER JOIN (
              SELECT
                *
              FROM (
                SELECT
                  "t6"."storefront",
                  "t6"."order_ref",
                  MAX("t6"."discount_minor") AS "discount_minor"
                FROM "order_placed" AS "t6"
                GROUP BY
                  1,
                  2
              ) AS "t16"
              WHERE
                "t16"."discount_minor" > 0
            ) AS "t22"
              ON "t27"."storefront" = "t22"."storefront" AND "t27"."order_ref" = "t22"."order_ref"
          ) AS "t30"
            ON "t28"."storefront" = "t30"."storefront" AND "t28"."order_ref" = "t30"."order_ref"
        ) AS "t31"
        WHERE
          (
            "t31"."quantity" - COALESCE("t31"."quantity_back", 0)
          ) > 0
      ) AS "t32"
    ) AS "t34"
    LEFT OUTER JOIN (
      SELECT
        "t0"."storefront",
        "t0"."margin_rate",
        "t0"."currency" AS "base"
      FROM "storefront" AS "t0"
    ) AS "t10"
      ON "t34"."storefront" = "t10"."storefront"
    LEFT OUTER JOIN (
      SELECT
        "t1"."currency",
        "t1"."base_currency" AS "base",
        "t1"."rate_millionths"
      FROM "rate" AS "t1"
    ) AS "t11"
      ON "t34"."currency" = "t11"."currency" AND "t10"."base" = "t11"."base"
    LEFT OUTER JOIN (
      SELECT
        "t2"."storefront",
        "t2"."variant",
        "t2"."unit_cost_millionths",
        "t2"."cost_currency"
      FROM "catalogue" AS "t2"
    ) AS "t12"
      ON "t34"."storefront" = "t12"."storefront" AND "t34"."variant" = "t12"."variant"
  ) AS "t35"
) AS "t36"
