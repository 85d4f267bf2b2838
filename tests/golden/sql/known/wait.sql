SELECT
  "t14"."customer_id",
  "t14"."storefront",
  "t14"."variant",
  "t14"."then" IS NOT NULL AS "again",
  CAST(COALESCE("t14"."then", DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t6"."today")) - "t14"."day" AS DOUBLE) AS "days"
FROM (
  SELECT
    "t12"."customer_id",
    "t12"."storefront",
    "t12"."variant",
    "t12"."day",
    LEAD("t12"."day") OVER (
      PARTITION BY "t12"."customer_id", "t12"."storefront", "t12"."variant"
      ORDER BY "t12"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "then"
  FROM (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        "t4"."customer_id",
        "t4"."storefront",
        "t4"."variant",
        DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t4"."local_date") AS "day"
      FROM "own_purchase" AS "t4"
      ANTI JOIN (
        SELECT
          *
        FROM "switch" AS "t2"
        WHERE
          "t2"."feature" = 'reorder_predictions' AND NOT (
            "t2"."on"
          )
      ) AS "t9"
        ON "t4"."customer_id" = "t9"."customer_id"
      ANTI JOIN (
        SELECT
          "t3"."customer_id",
          "t3"."storefront",
          "t3"."which" AS "variant"
        FROM "correction" AS "t3"
        WHERE
          "t3"."insight" = 'lasts' AND "t3"."said" = 'deleted'
      ) AS "t10"
        ON "t4"."customer_id" = "t10"."customer_id"
        AND "t4"."storefront" = "t10"."storefront"
        AND "t4"."variant" = "t10"."variant"
    ) AS "t11"
  ) AS "t12"
) AS "t14"
INNER JOIN (
  SELECT
    "t0"."storefront",
    "t0"."today"
  FROM "storefront" AS "t0"
) AS "t6"
  ON "t14"."storefront" = "t6"."storefront"
