SELECT
  *
FROM (
  SELECT
    "t13"."customer_id",
    "t13"."storefront",
    "t13"."order_ref",
    "t21"."title",
    "t17"."answered",
    "t13"."order_ref" AS "about",
    'once' AS "occasion",
    60 AS "gain_minor",
    CAST("t13"."ordered_date" AS TEXT) AS "ordered_on",
    CAST("t18"."delivered_date" AS TEXT) AS "delivered_on",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t9"."today") - COALESCE(
      DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t18"."delivered_date"),
      DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t13"."ordered_date") + 3
    ) AS "days_ago"
  FROM (
    SELECT
      "t0"."customer_id",
      "t0"."storefront",
      "t0"."order_ref",
      MIN("t0"."local_date") AS "ordered_date"
    FROM "purchase" AS "t0"
    GROUP BY
      1,
      2,
      3
  ) AS "t13"
  LEFT OUTER JOIN (
    SELECT
      "t19"."storefront",
      "t19"."order_ref",
      ARG_MAX("t19"."title", {'net': "t19"."net_minor", 'variant': "t19"."variant"}) AS "title"
    FROM (
      SELECT
        "t6"."customer_id",
        "t6"."storefront",
        "t6"."order_ref",
        "t6"."variant",
        "t6"."title",
        "t6"."source",
        "t6"."at",
        "t6"."recorded_at",
        "t6"."local_date",
        "t6"."quantity",
        "t6"."paid_each_minor",
        "t6"."paid_currency",
        "t6"."net_minor",
        "t6"."margin_minor",
        "t6"."cost_known"
      FROM "own_purchase" AS "t6"
      ANTI JOIN (
        SELECT
          *
        FROM "switch" AS "t5"
        WHERE
          "t5"."feature" = 'naming' AND NOT (
            "t5"."on"
          )
      ) AS "t14"
        ON "t6"."customer_id" = "t14"."customer_id"
    ) AS "t19"
    GROUP BY
      1,
      2
  ) AS "t21"
    ON "t13"."storefront" = "t21"."storefront" AND "t13"."order_ref" = "t21"."order_ref"
  LEFT OUTER JOIN (
    SELECT
      "t10"."storefront",
      "t10"."order_ref",
      MIN("t10"."local_date") AS "delivered_date"
    FROM (
      SELECT
        *
      FROM "order_step" AS "t2"
      WHERE
        "t2"."step" = 'delivered'
    ) AS "t10"
    GROUP BY
      1,
      2
  ) AS "t18"
    ON "t13"."storefront" = "t18"."storefront" AND "t13"."order_ref" = "t18"."order_ref"
  LEFT OUTER JOIN (
    SELECT
      "t11"."storefront",
      "t11"."order_ref",
      TRUE AS "answered"
    FROM (
      SELECT DISTINCT
        "t3"."storefront",
        "t3"."order_ref"
      FROM "feedback_given" AS "t3"
      WHERE
        "t3"."order_ref" IS NOT NULL
    ) AS "t11"
  ) AS "t17"
    ON "t13"."storefront" = "t17"."storefront" AND "t13"."order_ref" = "t17"."order_ref"
  INNER JOIN (
    SELECT
      "t1"."storefront",
      "t1"."today"
    FROM "storefront" AS "t1"
  ) AS "t9"
    ON "t13"."storefront" = "t9"."storefront"
) AS "t22"
WHERE
  "t22"."days_ago" <= 24
  AND "t22"."days_ago" >= 0
  AND "t22"."days_ago" >= 10
  AND "t22"."answered" IS NULL
