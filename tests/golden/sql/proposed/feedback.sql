SELECT
  *
FROM (
  SELECT
    "t9"."customer_id",
    "t9"."storefront",
    "t9"."order_ref",
    "t9"."title",
    "t12"."answered",
    "t9"."order_ref" AS "about",
    'once' AS "occasion",
    60 AS "gain_minor",
    CAST("t9"."ordered_date" AS TEXT) AS "ordered_on",
    CAST("t13"."delivered_date" AS TEXT) AS "delivered_on",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t5"."today") - COALESCE(
      DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t13"."delivered_date"),
      DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t9"."ordered_date") + 3
    ) AS "days_ago"
  FROM (
    SELECT
      "t0"."customer_id",
      "t0"."storefront",
      "t0"."order_ref",
      ARG_MAX("t0"."title", {'net': "t0"."net_minor", 'variant': "t0"."variant"}) AS "title",
      MIN("t0"."local_date") AS "ordered_date"
    FROM "purchase" AS "t0"
    GROUP BY
      1,
      2,
      3
  ) AS "t9"
  LEFT OUTER JOIN (
    SELECT
      "t6"."storefront",
      "t6"."order_ref",
      MIN("t6"."local_date") AS "delivered_date"
    FROM (
      SELECT
        *
      FROM "order_step" AS "t2"
      WHERE
        "t2"."step" = 'delivered'
    ) AS "t6"
    GROUP BY
      1,
      2
  ) AS "t13"
    ON "t9"."storefront" = "t13"."storefront" AND "t9"."order_ref" = "t13"."order_ref"
  LEFT OUTER JOIN (
    SELECT
      "t7"."storefront",
      "t7"."order_ref",
      TRUE AS "answered"
    FROM (
      SELECT DISTINCT
        "t3"."storefront",
        "t3"."order_ref"
      FROM "feedback_given" AS "t3"
      WHERE
        "t3"."order_ref" IS NOT NULL
    ) AS "t7"
  ) AS "t12"
    ON "t9"."storefront" = "t12"."storefront" AND "t9"."order_ref" = "t12"."order_ref"
  INNER JOIN (
    SELECT
      "t1"."storefront",
      "t1"."today"
    FROM "storefront" AS "t1"
  ) AS "t5"
    ON "t9"."storefront" = "t5"."storefront"
) AS "t14"
WHERE
  "t14"."days_ago" <= 24
  AND "t14"."days_ago" >= 0
  AND "t14"."days_ago" >= 10
  AND "t14"."answered" IS NULL
