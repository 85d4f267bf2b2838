SELECT
  "t12"."storefront",
  "t12"."variant",
  "t12"."product",
  "t12"."title",
  "t12"."maker",
  "t12"."category",
  "t12"."size",
  "t12"."colour",
  "t13"."unit_price_millionths",
  "t13"."price_currency",
  "t14"."unit_cost_millionths",
  "t14"."cost_currency",
  "t15"."stock"
FROM (
  SELECT
    "t4"."storefront",
    "t4"."variant",
    "t4"."last"."product" AS "product",
    "t4"."last"."title" AS "title",
    "t4"."last"."maker" AS "maker",
    "t4"."last"."category" AS "category",
    "t4"."last"."size" AS "size",
    "t4"."last"."colour" AS "colour"
  FROM (
    SELECT
      "t0"."storefront",
      "t0"."variant",
      ARG_MAX(
        {'product': "t0"."product", 'title': "t0"."title", 'maker': "t0"."maker", 'category': "t0"."category", 'size': "t0"."size", 'colour': "t0"."colour"},
        {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"}
      ) AS "last"
    FROM "variant_described" AS "t0"
    GROUP BY
      1,
      2
  ) AS "t4"
) AS "t12"
LEFT OUTER JOIN (
  SELECT
    "t5"."storefront",
    "t5"."variant",
    "t5"."last"."unit_price_millionths" AS "unit_price_millionths",
    "t5"."last"."currency" AS "price_currency"
  FROM (
    SELECT
      "t1"."storefront",
      "t1"."variant",
      ARG_MAX(
        {'unit_price_millionths': "t1"."unit_price_millionths", 'currency': "t1"."currency"},
        {'at': "t1"."at", 'recorded_at': "t1"."recorded_at", 'id': "t1"."id"}
      ) AS "last"
    FROM "variant_priced" AS "t1"
    GROUP BY
      1,
      2
  ) AS "t5"
) AS "t13"
  ON "t12"."storefront" = "t13"."storefront" AND "t12"."variant" = "t13"."variant"
LEFT OUTER JOIN (
  SELECT
    "t6"."storefront",
    "t6"."variant",
    "t6"."last"."unit_cost_millionths" AS "unit_cost_millionths",
    "t6"."last"."currency" AS "cost_currency"
  FROM (
    SELECT
      "t2"."storefront",
      "t2"."variant",
      ARG_MAX(
        {'unit_cost_millionths': "t2"."unit_cost_millionths", 'currency': "t2"."currency"},
        {'at': "t2"."at", 'recorded_at': "t2"."recorded_at", 'id': "t2"."id"}
      ) AS "last"
    FROM "variant_costed" AS "t2"
    GROUP BY
      1,
      2
  ) AS "t6"
) AS "t14"
  ON "t12"."storefront" = "t14"."storefront" AND "t12"."variant" = "t14"."variant"
LEFT OUTER JOIN (
  SELECT
    "t7"."storefront",
    "t7"."variant",
    "t7"."last"."quantity" AS "stock"
  FROM (
    SELECT
      "t3"."storefront",
      "t3"."variant",
      ARG_MAX(
        {'quantity': "t3"."quantity"},
        {'at': "t3"."at", 'recorded_at': "t3"."recorded_at", 'id': "t3"."id"}
      ) AS "last"
    FROM "variant_stocked" AS "t3"
    GROUP BY
      1,
      2
  ) AS "t7"
) AS "t15"
  ON "t12"."storefront" = "t15"."storefront" AND "t12"."variant" = "t15"."variant"
