SELECT
  "t19".*
  EXCLUDE ("nth", "unmet")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t17"."customer_id",
      "t17"."storefront",
      "t17"."order_ref",
      "t17"."currency",
      "t17"."total_minor",
      "t17"."shipping_minor",
      "t17"."tax_minor",
      "t17"."discount_minor",
      "t17"."first_order",
      "t17"."source",
      "t17"."about",
      "t17"."occasion",
      "t17"."gain_minor",
      "t17"."placed_on",
      "t17"."age_hours",
      "t17"."lines",
      "t17"."unmet",
      CASE
        WHEN "t17"."unmet" = 0
        THEN 'live'
        WHEN "t17"."unmet" = 1
        THEN 'fresh'
        ELSE NULL
      END AS "unmet_key",
      ROW_NUMBER() OVER (
        PARTITION BY "t17"."customer_id"
        ORDER BY "t17"."unmet" DESC, "t17"."about" DESC, "t17"."occasion" DESC, "t17"."storefront" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t16"."customer_id",
        "t16"."storefront",
        "t16"."order_ref",
        "t16"."currency",
        "t16"."total_minor",
        "t16"."shipping_minor",
        "t16"."tax_minor",
        "t16"."discount_minor",
        "t16"."first_order",
        "t16"."source",
        "t16"."about",
        "t16"."occasion",
        "t16"."gain_minor",
        "t16"."placed_on",
        "t16"."age_hours",
        "t16"."lines",
        CASE
          WHEN NOT (
            COALESCE(NOT (
              STARTS_WITH("t16"."source", 'import')
            ), FALSE)
          )
          THEN 0
          WHEN NOT (
            COALESCE("t16"."age_hours" < 72, FALSE)
          )
          THEN 1
          ELSE 2
        END AS "unmet"
      FROM (
        SELECT
          "t4"."customer_id",
          "t4"."storefront",
          "t4"."order_ref",
          "t4"."currency",
          "t4"."total_minor",
          "t4"."shipping_minor",
          "t4"."tax_minor",
          "t4"."discount_minor",
          "t15"."first_order",
          "t4"."source",
          "t4"."order_ref" AS "about",
          'placed' AS "occasion",
          0 AS "gain_minor",
          CAST("t4"."local_date" AS TEXT) AS "placed_on",
          CAST(FLOOR(
            (
              EPOCH(CAST("t6"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t4"."at" AS TIMESTAMP))
            ) / (
              3600
            )
          ) AS BIGINT) AS "age_hours",
          LIST_SORT("t11"."lines") AS "lines"
        FROM "order_placed" AS "t4"
        LEFT OUTER JOIN (
          SELECT
            "t13"."id",
            (
              ROW_NUMBER() OVER (
                PARTITION BY "t13"."customer_id", "t13"."storefront"
                ORDER BY "t13"."at" ASC, "t13"."id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1
            ) = 0 AS "first_order"
          FROM (
            SELECT
              *
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
                "t4"."discount_minor"
              FROM "order_placed" AS "t4"
              ANTI JOIN (
                SELECT
                  *
                FROM "switch" AS "t3"
                WHERE
                  "t3"."feature" = 'greeting' AND NOT (
                    "t3"."on"
                  )
              ) AS "t9"
                ON "t4"."customer_id" = "t9"."customer_id"
            ) AS "t12"
            WHERE
              "t12"."customer_id" IS NOT NULL
          ) AS "t13"
        ) AS "t15"
          ON "t4"."id" = "t15"."id"
        INNER JOIN (
          SELECT
            "t7"."customer_id",
            "t7"."storefront",
            "t7"."order_ref",
            ARRAY_AGG(
              {'n': "t7"."id", 'title': "t7"."title", 'quantity': "t7"."quantity", 'total_minor': "t7"."total_minor", 'sort': "t7"."sort"}
            ) FILTER(WHERE
              {'n': "t7"."id", 'title': "t7"."title", 'quantity': "t7"."quantity", 'total_minor': "t7"."total_minor", 'sort': "t7"."sort"} IS NOT NULL) AS "lines"
          FROM (
            SELECT
              *
            FROM "order_line" AS "t2"
            WHERE
              "t2"."customer_id" IS NOT NULL
          ) AS "t7"
          GROUP BY
            1,
            2,
            3
        ) AS "t11"
          ON "t4"."customer_id" = "t11"."customer_id"
          AND "t4"."storefront" = "t11"."storefront"
          AND "t4"."order_ref" = "t11"."order_ref"
        CROSS JOIN (
          SELECT
            *
          FROM "now" AS "t1"
        ) AS "t6"
      ) AS "t16"
    ) AS "t17"
  ) AS "t18"
  WHERE
    "t18"."nth" = 0 AND "t18"."unmet_key" IS NOT NULL
) AS "t19"
