SELECT
  "t1"."currency",
  "t1"."base_currency",
  "t1"."last"."rate_millionths" AS "rate_millionths"
FROM (
  SELECT
    "t0"."currency",
    "t0"."base_currency",
    ARG_MAX(
      {'rate_millionths': "t0"."rate_millionths"},
      {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"}
    ) AS "last"
  FROM "rate_set" AS "t0"
  GROUP BY
    1,
    2
) AS "t1"
