SELECT
  "t25".*
  EXCLUDE ("nth", "unmet")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t23"."customer_id",
      "t23"."storefront",
      "t23"."order_ref",
      "t23"."title",
      "t23"."answered",
      "t23"."about",
      "t23"."occasion",
      "t23"."gain_minor",
      "t23"."ordered_on",
      "t23"."delivered_on",
      "t23"."days_ago",
      "t23"."unmet",
      CASE
        WHEN "t23"."unmet" = 0
        THEN 'fresh'
        WHEN "t23"."unmet" = 1
        THEN 'arrived'
        WHEN "t23"."unmet" = 2
        THEN 'tried'
        WHEN "t23"."unmet" = 3
        THEN 'answered'
        ELSE NULL
      END AS "unmet_key",
      ROW_NUMBER() OVER (
        PARTITION BY "t23"."customer_id"
        ORDER BY "t23"."unmet" DESC, "t23"."about" DESC, "t23"."occasion" DESC, "t23"."storefront" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t22"."customer_id",
        "t22"."storefront",
        "t22"."order_ref",
        "t22"."title",
        "t22"."answered",
        "t22"."about",
        "t22"."occasion",
        "t22"."gain_minor",
        "t22"."ordered_on",
        "t22"."delivered_on",
        "t22"."days_ago",
        CASE
          WHEN NOT (
            COALESCE("t22"."days_ago" <= 24, FALSE)
          )
          THEN 0
          WHEN NOT (
            COALESCE("t22"."days_ago" >= 0, FALSE)
          )
          THEN 1
          WHEN NOT (
            COALESCE("t22"."days_ago" >= 10, FALSE)
          )
          THEN 2
          WHEN NOT (
            COALESCE("t22"."answered" IS NULL, FALSE)
          )
          THEN 3
          ELSE 4
        END AS "unmet"
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
    ) AS "t23"
  ) AS "t24"
  WHERE
    "t24"."nth" = 0 AND "t24"."unmet_key" IS NOT NULL
) AS "t25"
