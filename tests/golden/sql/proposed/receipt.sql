SELECT
  *
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
WHERE
  NOT (
    STARTS_WITH("t16"."source", 'import')
  ) AND "t16"."age_hours" < 72
