SELECT
  "t11"."customer_id",
  "t11"."storefront",
  "t11"."variant",
  "t11"."then" IS NOT NULL AS "again",
  CAST(COALESCE("t11"."then", DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t5"."today")) - "t11"."day" AS DOUBLE) AS "days"
FROM (
  SELECT
    "t9"."customer_id",
    "t9"."storefront",
    "t9"."variant",
    "t9"."day",
    LEAD("t9"."day") OVER (
      PARTITION BY "t9"."customer_id", "t9"."storefront", "t9"."variant"
      ORDER BY "t9"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        "t3"."customer_id",
        "t3"."storefront",
        "t3"."variant",
        DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t3"."local_date") AS "day"
      FROM "own_purchase" AS "t3"
      ANTI JOIN (
        SELECT
          *
        FROM "switch" AS "t2"
        WHERE
          "t2"."feature" = 'reorder_predictions' AND NOT (
            "t2"."on"
          )
      ) AS "t7"
        ON "t3"."customer_id" = "t7"."customer_id"
    ) AS "t8"
  ) AS "t9"
) AS "t11"
INNER JOIN (
  SELECT
    "t0"."storefront",
    "t0"."today"
  FROM "storefront" AS "t0"
) AS "t5"
  ON "t11"."storefront" = "t5"."storefront"
