SELECT
  "t13"."customer_id",
  "t13"."storefront",
  "t13"."variant",
  "t13"."margin_minor",
  "t13"."title",
  "t13"."paid_each_minor",
  "t13"."paid_currency",
  "t13"."last_date",
  "t11"."times_bought",
  "t11"."own_gaps",
  "t11"."own_days",
  "t11"."own_regular"
FROM (
  SELECT
    "t8"."customer_id",
    "t8"."storefront",
    "t8"."variant",
    "t8"."margin_minor",
    "t8"."last"."title" AS "title",
    "t8"."last"."paid_each_minor" AS "paid_each_minor",
    "t8"."last"."paid_currency" AS "paid_currency",
    "t8"."last"."last_date" AS "last_date"
  FROM (
    SELECT
      "t7"."customer_id",
      "t7"."storefront",
      "t7"."variant",
      CAST(ROUND(AVG("t7"."margin_minor"), 0) AS BIGINT) AS "margin_minor",
      ARG_MAX(
        {'title': "t7"."title", 'paid_each_minor': "t7"."paid_each_minor", 'paid_currency': "t7"."paid_currency", 'last_date': "t7"."local_date"},
        {'at': "t7"."at", 'order': "t7"."order_ref"}
      ) AS "last"
    FROM (
      SELECT
        "t3"."customer_id",
        "t3"."storefront",
        "t3"."order_ref",
        "t3"."variant",
        "t3"."title",
        "t3"."source",
        "t3"."at",
        "t3"."recorded_at",
        "t3"."local_date",
        "t3"."quantity",
        "t3"."paid_each_minor",
        "t3"."paid_currency",
        "t3"."net_minor",
        "t3"."margin_minor",
        "t3"."cost_known"
      FROM "own_purchase" AS "t3"
      ANTI JOIN (
        SELECT
          *
        FROM "switch" AS "t2"
        WHERE
          "t2"."feature" = 'reorder_predictions' AND NOT (
            "t2"."on"
          )
      ) AS "t6"
        ON "t3"."customer_id" = "t6"."customer_id"
    ) AS "t7"
    GROUP BY
      1,
      2,
      3
  ) AS "t8"
) AS "t13"
LEFT OUTER JOIN (
  SELECT
    "t9".*
    EXCLUDE ("spread_days")
  FROM (
    SELECT
      "t4"."customer_id",
      "t4"."storefront",
      "t4"."variant",
      "t4"."times_bought",
      "t4"."own_gaps",
      "t4"."own_days",
      "t4"."spread_days",
      CASE
        WHEN "t4"."own_gaps" >= 3
        THEN "t4"."spread_days" <= (
          "t4"."own_days" * LEAST(1 - (
            1.37 / SQRT(CAST("t4"."own_gaps" AS DOUBLE))
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
    ) AS "t4"
  ) AS "t9"
) AS "t11"
  ON "t13"."customer_id" = "t11"."customer_id"
  AND "t13"."storefront" = "t11"."storefront"
  AND "t13"."variant" = "t11"."variant"
