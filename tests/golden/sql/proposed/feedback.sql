SELECT
  *
FROM (
  SELECT
    "t12"."customer_id",
    "t12"."storefront",
    "t12"."order_ref",
    "t20"."title",
    "t16"."answered",
    "t12"."order_ref" AS "about",
    'once' AS "occasion",
    60 AS "gain_minor",
    CAST("t12"."ordered_date" AS TEXT) AS "ordered_on",
    CAST("t17"."delivered_date" AS TEXT) AS "delivered_on",
    DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t8"."today") - COALESCE(
      DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t17"."delivered_date"),
      DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t12"."ordered_date") + 3
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
  ) AS "t12"
  LEFT OUTER JOIN (
    SELECT
      "t18"."storefront",
      "t18"."order_ref",
      ARG_MAX("t18"."title", {'net': "t18"."net_minor", 'variant': "t18"."variant"}) AS "title"
    FROM (
      SELECT
        "t5"."customer_id",
        "t5"."storefront",
        "t5"."order_ref",
        "t5"."variant",
        "t5"."title",
        "t5"."source",
        "t5"."at",
        "t5"."recorded_at",
        "t5"."local_date",
        "t5"."quantity",
        "t5"."paid_each_minor",
        "t5"."paid_currency",
        "t5"."net_minor",
        "t5"."margin_minor",
        "t5"."cost_known"
      FROM "purchase" AS "t5"
      ANTI JOIN (
        SELECT
          *
        FROM "switch" AS "t4"
        WHERE
          "t4"."feature" = 'naming' AND NOT (
            "t4"."on"
          )
      ) AS "t13"
        ON "t5"."customer_id" = "t13"."customer_id"
    ) AS "t18"
    GROUP BY
      1,
      2
  ) AS "t20"
    ON "t12"."storefront" = "t20"."storefront" AND "t12"."order_ref" = "t20"."order_ref"
  LEFT OUTER JOIN (
    SELECT
      "t9"."storefront",
      "t9"."order_ref",
      MIN("t9"."local_date") AS "delivered_date"
    FROM (
      SELECT
        *
      FROM "order_step" AS "t2"
      WHERE
        "t2"."step" = 'delivered'
    ) AS "t9"
    GROUP BY
      1,
      2
  ) AS "t17"
    ON "t12"."storefront" = "t17"."storefront" AND "t12"."order_ref" = "t17"."order_ref"
  LEFT OUTER JOIN (
    SELECT
      "t10"."storefront",
      "t10"."order_ref",
      TRUE AS "answered"
    FROM (
      SELECT DISTINCT
        "t3"."storefront",
        "t3"."order_ref"
      FROM "feedback_given" AS "t3"
      WHERE
        "t3"."order_ref" IS NOT NULL
    ) AS "t10"
  ) AS "t16"
    ON "t12"."storefront" = "t16"."storefront" AND "t12"."order_ref" = "t16"."order_ref"
  INNER JOIN (
    SELECT
      "t1"."storefront",
      "t1"."today"
    FROM "storefront" AS "t1"
  ) AS "t8"
    ON "t12"."storefront" = "t8"."storefront"
) AS "t21"
WHERE
  "t21"."days_ago" <= 24
  AND "t21"."days_ago" >= 0
  AND "t21"."days_ago" >= 10
  AND "t21"."answered" IS NULL
