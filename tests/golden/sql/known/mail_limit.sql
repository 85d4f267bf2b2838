SELECT
  "t1"."customer_id",
  "t1"."last"."at_most" AS "own_limit"
FROM (
  SELECT
    "t0"."customer_id",
    ARG_MAX(
      {'at_most': "t0"."at_most"},
      {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"}
    ) AS "last"
  FROM "limit_set" AS "t0"
  GROUP BY
    1
) AS "t1"
