SELECT
  "t1"."customer_id",
  "t1"."storefront",
  "t1"."aspect",
  "t1"."which",
  "t1"."last"."direction" AS "direction",
  "t1"."last"."named" AS "named",
  "t1"."last"."unit_price_millionths" AS "unit_price_millionths",
  "t1"."last"."currency" AS "currency",
  "t1"."last"."at" AS "at",
  "t1"."last"."local_date" AS "said_date"
FROM (
  SELECT
    "t0"."customer_id",
    "t0"."storefront",
    "t0"."aspect",
    "t0"."which",
    ARG_MAX(
      {'direction': "t0"."direction", 'named': "t0"."named", 'unit_price_millionths': "t0"."unit_price_millionths", 'currency': "t0"."currency", 'at': "t0"."at", 'local_date': "t0"."local_date"},
      {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"}
    ) AS "last"
  FROM "like_said" AS "t0"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t1"
WHERE
  "t1"."customer_id" IS NOT NULL AND "t1"."last"."direction" <> 'neither'
