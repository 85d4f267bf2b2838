SELECT
  "t6"."customer_id",
  "t6"."storefront",
  "t6"."days" - 1 AS "gaps",
  CAST(ROUND(CAST("t6"."last" - "t6"."first" AS DOUBLE) / (
    "t6"."days" - 1
  ), 0) AS BIGINT) AS "typical_gap_days"
FROM (
  SELECT
    "t5"."customer_id",
    "t5"."storefront",
    COUNT(DISTINCT "t5"."local_date") AS "days",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), MIN("t5"."local_date")) AS "first",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), MAX("t5"."local_date")) AS "last"
  FROM (
    SELECT
      "t2"."customer_id",
      "t2"."storefront",
      "t2"."order_ref",
      "t2"."variant",
      "t2"."title",
      "t2"."source",
      "t2"."at",
      "t2"."recorded_at",
      "t2"."local_date",
      "t2"."quantity",
      "t2"."paid_each_minor",
      "t2"."paid_currency",
      "t2"."net_minor",
      "t2"."margin_minor",
      "t2"."cost_known"
    FROM "purchase" AS "t2"
    ANTI JOIN (
      SELECT
        *
      FROM "switch" AS "t1"
      WHERE
        "t1"."feature" = 'rhythm' AND NOT (
          "t1"."on"
        )
    ) AS "t4"
      ON "t2"."customer_id" = "t4"."customer_id"
  ) AS "t5"
  GROUP BY
    1,
    2
) AS "t6"
WHERE
  "t6"."days" >= 3
