SELECT
  *
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
WHERE
  NOT (
    STARTS_WITH("t11"."source", 'import')
  ) AND "t11"."age_hours" < 72
