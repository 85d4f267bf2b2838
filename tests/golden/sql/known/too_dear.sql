SELECT
  "t2"."customer_id",
  "t2"."storefront",
  "t2"."currency" AS "price_currency",
  "t2"."last"."dear_millionths" AS "dear_millionths",
  "t2"."last"."dear_named" AS "dear_named",
  "t2"."last"."dear_date" AS "dear_date"
FROM (
  SELECT
    "t1"."customer_id",
    "t1"."storefront",
    "t1"."currency",
    ARG_MAX(
      {'dear_millionths': "t1"."unit_price_millionths", 'dear_named': "t1"."named", 'dear_date': "t1"."said_date"},
      {'less': -(
        "t1"."unit_price_millionths"
      ), 'which': "t1"."which"}
    ) AS "last"
  FROM (
    SELECT
      *
    FROM "liking" AS "t0"
    WHERE
      "t0"."aspect" = 'price'
      AND "t0"."direction" = 'less'
      AND "t0"."unit_price_millionths" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t2"
