SELECT
  "t16"."customer_id",
  "t16"."storefront",
  "t16"."variant",
  "t16"."margin_minor",
  "t16"."title",
  "t16"."paid_each_minor",
  "t16"."paid_currency",
  "t16"."last_date",
  "t14"."times_bought",
  "t14"."own_gaps",
  "t14"."own_days",
  "t14"."own_regular"
FROM (
  SELECT
    "t11"."customer_id",
    "t11"."storefront",
    "t11"."variant",
    "t11"."margin_minor",
    "t11"."last"."title" AS "title",
    "t11"."last"."paid_each_minor" AS "paid_each_minor",
    "t11"."last"."paid_currency" AS "paid_currency",
    "t11"."last"."last_date" AS "last_date"
  FROM (
    SELECT
      "t10"."customer_id",
      "t10"."storefront",
      "t10"."variant",
      CAST(ROUND(AVG("t10"."margin_minor"), 0) AS BIGINT) AS "margin_minor",
      ARG_MAX(
        {'title': "t10"."title", 'paid_each_minor': "t10"."paid_each_minor", 'paid_currency': "t10"."paid_currency", 'last_date': "t10"."local_date"},
        {'at': "t10"."at", 'order': "t10"."order_ref"}
      ) AS "last"
    FROM (
      SELECT
        "t4"."customer_id",
        "t4"."storefront",
        "t4"."order_ref",
        "t4"."variant",
        "t4"."title",
        "t4"."source",
        "t4"."at",
        "t4"."recorded_at",
        "t4"."local_date",
        "t4"."quantity",
        "t4"."paid_each_minor",
        "t4"."paid_currency",
        "t4"."net_minor",
        "t4"."margin_minor",
        "t4"."cost_known"
      FROM "own_purchase" AS "t4"
      ANTI JOIN (
        SELECT
          *
        FROM "switch" AS "t2"
        WHERE
          "t2"."feature" = 'reorder_predictions' AND NOT (
            "t2"."on"
          )
      ) AS "t8"
        ON "t4"."customer_id" = "t8"."customer_id"
      ANTI JOIN (
        SELECT
          "t3"."customer_id",
          "t3"."storefront",
          "t3"."which" AS "variant"
        FROM "correction" AS "t3"
        WHERE
          "t3"."insight" = 'lasts' AND "t3"."said" = 'deleted'
      ) AS "t9"
        ON "t4"."customer_id" = "t9"."customer_id"
        AND "t4"."storefront" = "t9"."storefront"
        AND "t4"."variant" = "t9"."variant"
    ) AS "t10"
    GROUP BY
      1,
      2,
      3
  ) AS "t11"
) AS "t16"
LEFT OUTER JOIN (
  SELECT
    "t12".*
    EXCLUDE ("spread_days")
  FROM (
    SELECT
      "t5"."customer_id",
      "t5"."storefront",
      "t5"."variant",
      "t5"."times_bought",
      "t5"."own_gaps",
      "t5"."own_days",
      "t5"."spread_days",
      CASE
        WHEN "t5"."own_gaps" >= 3
        THEN "t5"."spread_days" <= (
          "t5"."own_days" * LEAST(1 - (
            1.37 / SQRT(CAST("t5"."own_gaps" AS DOUBLE))
          ), 0.7)
        )
        ELSE FALSE
      END AS "own_regular"
    FROM (
      SELECT
        "t1"."customer_id",
        "t1"."storefront",
        "t1"."variant",
        COUNT(*) AS "times_bought",
        COUNT(*) FILTER(WHERE
          "t1"."again") AS "own_gaps",
        AVG("t1"."days") FILTER(WHERE
          "t1"."again") AS "own_days",
        STDDEV_POP("t1"."days") FILTER(WHERE
          "t1"."again") AS "spread_days"
      FROM "wait" AS "t1"
      GROUP BY
        1,
        2,
        3
    ) AS "t5"
  ) AS "t12"
) AS "t14"
  ON "t16"."customer_id" = "t14"."customer_id"
  AND "t16"."storefront" = "t14"."storefront"
  AND "t16"."variant" = "t14"."variant"
