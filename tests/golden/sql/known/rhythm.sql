SELECT
  "t1"."customer_id",
  "t1"."storefront",
  "t1"."days" - 1 AS "gaps",
  CAST(ROUND(CAST("t1"."last" - "t1"."first" AS DOUBLE) / (
    "t1"."days" - 1
  ), 0) AS BIGINT) AS "typical_gap_days"
FROM (
  SELECT
    "t0"."customer_id",
    "t0"."storefront",
    COUNT(DISTINCT "t0"."local_date") AS "days",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), MIN("t0"."local_date")) AS "first",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), MAX("t0"."local_date")) AS "last"
  FROM "purchase" AS "t0"
  GROUP BY
    1,
    2
) AS "t1"
WHERE
  "t1"."days" >= 3
