SELECT
  "t14".*
  EXCLUDE ("nth", "unmet")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t12"."customer_id",
      "t12"."storefront",
      "t12"."order_ref",
      "t12"."currency",
      "t12"."total_minor",
      "t12"."shipping_minor",
      "t12"."tax_minor",
      "t12"."discount_minor",
      "t12"."first_order",
      "t12"."source",
      "t12"."about",
      "t12"."occasion",
      "t12"."gain_minor",
      "t12"."placed_on",
      "t12"."age_hours",
      "t12"."lines",
      "t12"."unmet",
      CASE
        WHEN "t12"."unmet" = 0
        THEN 'live'
        WHEN "t12"."unmet" = 1
        THEN 'fresh'
        ELSE NULL
      END AS "unmet_key",
      ROW_NUMBER() OVER (
        PARTITION BY "t12"."customer_id"
        ORDER BY "t12"."unmet" DESC, "t12"."about" DESC, "t12"."occasion" DESC, "t12"."storefront" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t11"."customer_id",
        "t11"."storefront",
        "t11"."order_ref",
        "t11"."currency",
        "t11"."total_minor",
        "t11"."shipping_minor",
        "t11"."tax_minor",
        "t11"."discount_minor",
        "t11"."first_order",
        "t11"."source",
        "t11"."about",
        "t11"."occasion",
        "t11"."gain_minor",
        "t11"."placed_on",
        "t11"."age_hours",
        "t11"."lines",
        CASE
          WHEN NOT (
            COALESCE(NOT (
              STARTS_WITH("t11"."source", 'import')
            ), FALSE)
          )
          THEN 0
          WHEN NOT (
            COALESCE("t11"."age_hours" < 72, FALSE)
          )
          THEN 1
          ELSE 2
        END AS "unmet"
      FROM (
        SELECT
          "t10"."customer_id",
          "t10"."storefront",
          "t10"."order_ref",
          "t10"."currency",
          "t10"."total_minor",
          "t10"."shipping_minor",
          "t10"."tax_minor",
          "t10"."discount_minor",
          "t10"."first_order",
          "t10"."source",
          "t10"."order_ref" AS "about",
          'placed' AS "occasion",
          0 AS "gain_minor",
          CAST("t10"."local_date" AS TEXT) AS "placed_on",
          CAST(FLOOR(
            (
              EPOCH(CAST("t5"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t10"."at" AS TIMESTAMP))
            ) / (
              3600
            )
          ) AS BIGINT) AS "age_hours",
          LIST_SORT("t8"."lines") AS "lines"
        FROM (
          SELECT
            "t4"."id",
            "t4"."recorded_at",
            "t4"."local_date",
            "t4"."source",
            "t4"."key",
            "t4"."at",
            "t4"."storefront",
            "t4"."customer_id",
            "t4"."order_ref",
            "t4"."currency",
            "t4"."total_minor",
            "t4"."tax_minor",
            "t4"."shipping_minor",
            "t4"."discount_minor",
            (
              ROW_NUMBER() OVER (
                PARTITION BY "t4"."customer_id", "t4"."storefront"
                ORDER BY "t4"."at" ASC, "t4"."id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1
            ) = 0 AS "first_order"
          FROM (
            SELECT
              *
            FROM "order_placed" AS "t0"
            WHERE
              "t0"."customer_id" IS NOT NULL
          ) AS "t4"
        ) AS "t10"
        INNER JOIN (
          SELECT
            "t6"."customer_id",
            "t6"."storefront",
            "t6"."order_ref",
            ARRAY_AGG(
              {'n': "t6"."id", 'title': "t6"."title", 'quantity': "t6"."quantity", 'total_minor': "t6"."total_minor", 'sort': "t6"."sort"}
            ) FILTER(WHERE
              {'n': "t6"."id", 'title': "t6"."title", 'quantity': "t6"."quantity", 'total_minor': "t6"."total_minor", 'sort': "t6"."sort"} IS NOT NULL) AS "lines"
          FROM (
            SELECT
              *
            FROM "order_line" AS "t2"
            WHERE
              "t2"."customer_id" IS NOT NULL
          ) AS "t6"
          GROUP BY
            1,
            2,
            3
        ) AS "t8"
          ON "t10"."customer_id" = "t8"."customer_id"
          AND "t10"."storefront" = "t8"."storefront"
          AND "t10"."order_ref" = "t8"."order_ref"
        CROSS JOIN (
          SELECT
            *
          FROM "now" AS "t1"
        ) AS "t5"
      ) AS "t11"
    ) AS "t12"
  ) AS "t13"
  WHERE
    "t13"."nth" = 0 AND "t13"."unmet_key" IS NOT NULL
) AS "t14"
