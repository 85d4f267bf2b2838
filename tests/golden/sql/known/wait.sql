SELECT
  "t6"."customer_id",
  "t6"."storefront",
  "t6"."variant",
  "t6"."then" IS NOT NULL AS "again",
  CAST(COALESCE("t6"."then", DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t3"."today")) - "t6"."day" AS DOUBLE) AS "days"
FROM (
  SELECT
    "t4"."customer_id",
    "t4"."storefront",
    "t4"."variant",
    "t4"."day",
    LEAD("t4"."day") OVER (
      PARTITION BY "t4"."customer_id", "t4"."storefront", "t4"."variant"
      ORDER BY "t4"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT DISTINCT
      "t0"."customer_id",
      "t0"."storefront",
      "t0"."variant",
      DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t0"."local_date") AS "day"
    FROM "purchase" AS "t0"
  ) AS "t4"
) AS "t6"
INNER JOIN (
  SELECT
    "t1"."storefront",
    "t1"."today"
  FROM "storefront" AS "t1"
) AS "t3"
  ON "t6"."storefront" = "t3"."storefront"
