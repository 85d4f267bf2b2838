SELECT
  "t5"."customer_id",
  "t5"."storefront",
  "t5"."variant",
  "t5"."margin_minor",
  "t5"."title",
  "t5"."paid_each_minor",
  "t5"."paid_currency",
  "t5"."last_date",
  "t8"."times_bought",
  "t8"."own_gaps",
  "t8"."own_days",
  "t8"."own_regular"
FROM (
  SELECT
    "t3"."customer_id",
    "t3"."storefront",
    "t3"."variant",
    "t3"."margin_minor",
    "t3"."last"."title" AS "title",
    "t3"."last"."paid_each_minor" AS "paid_each_minor",
    "t3"."last"."paid_currency" AS "paid_currency",
    "t3"."last"."last_date" AS "last_date"
  FROM (
    SELECT
      "t0"."customer_id",
      "t0"."storefront",
      "t0"."variant",
      CAST(ROUND(AVG("t0"."margin_minor"), 0) AS BIGINT) AS "margin_minor",
      ARG_MAX(
        {'title': "t0"."title", 'paid_each_minor': "t0"."paid_each_minor", 'paid_currency': "t0"."paid_currency", 'last_date': "t0"."local_date"},
        {'at': "t0"."at", 'order': "t0"."order_ref"}
      ) AS "last"
    FROM "purchase" AS "t0"
    GROUP BY
      1,
      2,
      3
  ) AS "t3"
) AS "t5"
LEFT OUTER JOIN (
  SELECT
    "t6".*
    EXCLUDE ("spread_days")
  FROM (
    SELECT
      "t2"."customer_id",
      "t2"."storefront",
      "t2"."variant",
      "t2"."times_bought",
      "t2"."own_gaps",
      "t2"."own_days",
      "t2"."spread_days",
      CASE
        WHEN "t2"."own_gaps" >= 3
        THEN "t2"."spread_days" <= (
          "t2"."own_days" * LEAST(1 - (
            1.37 / SQRT(CAST("t2"."own_gaps" AS DOUBLE))
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
    ) AS "t2"
  ) AS "t6"
) AS "t8"
  ON "t5"."customer_id" = "t8"."customer_id"
  AND "t5"."storefront" = "t8"."storefront"
  AND "t5"."variant" = "t8"."variant"
