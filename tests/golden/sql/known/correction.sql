SELECT
  "t1"."customer_id",
  "t1"."storefront",
  "t1"."insight",
  "t1"."which",
  "t1"."last"."said" AS "said",
  "t1"."last"."days" AS "days"
FROM (
  SELECT
    "t0"."customer_id",
    "t0"."storefront",
    "t0"."insight",
    "t0"."which",
    ARG_MAX(
      {'said': "t0"."said", 'days': "t0"."days"},
      {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"}
    ) AS "last"
  FROM "corrected" AS "t0"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t1"
WHERE
  "t1"."customer_id" IS NOT NULL AND "t1"."last"."said" <> 'allowed'
