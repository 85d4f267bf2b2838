SELECT
  "t23".*
  EXCLUDE ("nth", "unmet")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t21"."customer_id",
      "t21"."storefront",
      "t21"."order_ref",
      "t21"."title",
      "t21"."answered",
      "t21"."about",
      "t21"."occasion",
      "t21"."gain_minor",
      "t21"."ordered_on",
      "t21"."delivered_on",
      "t21"."days_ago",
      "t21"."unmet",
      CASE
        WHEN "t21"."unmet" = 0
        THEN 'fresh'
        WHEN "t21"."unmet" = 1
        THEN 'arrived'
        WHEN "t21"."unmet" = 2
        THEN 'tried'
        WHEN "t21"."unmet" = 3
        THEN 'answered'
        ELSE NULL
      END AS "unmet_key",
      ROW_NUMBER() OVER (
        PARTITION BY "t21"."customer_id"
        ORDER BY "t21"."unmet" DESC, "t21"."about" DESC, "t21"."occasion" DESC, "t21"."storefront" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t20"."customer_id",
        "t20"."storefront",
        "t20"."order_ref",
        "t20"."title",
        "t20"."answered",
        "t20"."about",
        "t20"."occasion",
        "t20"."gain_minor",
        "t20"."ordered_on",
        "t20"."delivered_on",
        "t20"."days_ago",
        CASE
          WHEN NOT (
            COALESCE("t20"."days_ago" <= 24, FALSE)
          )
          THEN 0
          WHEN NOT (
            COALESCE("t20"."days_ago" >= 0, FALSE)
          )
          THEN 1
          WHEN NOT (
            COALESCE("t20"."days_ago" >= 10, FALSE)
          )
          THEN 2
          WHEN NOT (
            COALESCE("t20"."answered" IS NULL, FALSE)
          )
          THEN 3
          ELSE 4
        END AS "unmet"
      FROM (
        SELECT
          "t19"."customer_id",
          "t19"."storefront",
          "t19"."order_ref",
          "t19"."title",
          "t19"."answered",
          "t19"."order_ref" AS "about",
          'once' AS "occasion",
          60 AS "gain_minor",
          CAST("t19"."ordered_date" AS TEXT) AS "ordered_on",
          CAST("t19"."delivered_date" AS TEXT) AS "delivered_on",
          DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t5"."today") - COALESCE(
            DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t19"."delivered_date"),
            DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t19"."ordered_date") + 3
          ) AS "days_ago"
        FROM (
          SELECT
            "t17".*
            EXCLUDE ("order_ref_right", "storefront_right")
          FROM (
            SELECT
              "t16"."customer_id",
              "t16"."storefront",
              "t16"."order_ref",
              "t16"."title",
              "t16"."ordered_date",
              "t16"."delivered_date",
              "t11"."storefront" AS "storefront_right",
              "t11"."order_ref" AS "order_ref_right",
              "t11"."answered"
            FROM (
              SELECT
                "t14".*
                EXCLUDE ("order_ref_right", "storefront_right")
              FROM (
                SELECT
                  "t9"."customer_id",
                  "t9"."storefront",
                  "t9"."order_ref",
                  "t9"."title",
                  "t9"."ordered_date",
                  "t13"."storefront" AS "storefront_right",
                  "t13"."order_ref" AS "order_ref_right",
                  "t13"."delivered_date"
                FROM (
                  SELECT
                    "t2"."customer_id",
                    "t2"."storefront",
                    "t2"."order_ref",
                    FIRST("t2"."title" ORDER BY "t2"."net_minor" DESC) AS "title",
                    MIN("t2"."local_date") AS "ordered_date"
                  FROM "purchase" AS "t2"
                  GROUP BY
                    1,
                    2,
                    3
                ) AS "t9"
                LEFT OUTER JOIN (
                  SELECT
                    "t8"."storefront",
                    "t8"."order_ref",
                    MIN("t8"."local_date") AS "delivered_date"
                  FROM (
                    SELECT
                      *
                    FROM "order_step" AS "t3"
                    WHERE
                      "t3"."step" = 'delivered'
                  ) AS "t8"
                  GROUP BY
                    1,
                    2
                ) AS "t13"
                  ON "t9"."storefront" = "t13"."storefront" AND "t9"."order_ref" = "t13"."order_ref"
              ) AS "t14"
            ) AS "t16"
            LEFT OUTER JOIN (
              SELECT
                "t6"."storefront",
                "t6"."order_ref",
                TRUE AS "answered"
              FROM (
                SELECT DISTINCT
                  "t1"."storefront",
                  "t1"."order_ref"
                FROM "feedback_given" AS "t1"
                WHERE
                  "t1"."order_ref" IS NOT NULL
              ) AS "t6"
            ) AS "t11"
              ON "t16"."storefront" = "t11"."storefront" AND "t16"."order_ref" = "t11"."order_ref"
          ) AS "t17"
        ) AS "t19"
        INNER JOIN (
          SELECT
            "t0"."storefront",
            "t0"."today"
          FROM "storefront" AS "t0"
        ) AS "t5"
          ON "t19"."storefront" = "t5"."storefront"
      ) AS "t20"
    ) AS "t21"
  ) AS "t22"
  WHERE
    "t22"."nth" = 0 AND "t22"."unmet_key" IS NOT NULL
) AS "t23"
