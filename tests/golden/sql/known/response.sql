WITH "t12" AS (
  SELECT
    *
  FROM "now" AS "t2"
), "t23" AS (
  SELECT
    "t9"."customer_id",
    "t9"."storefront",
    "t9"."program",
    "t9"."topic",
    "t9"."intent",
    "t9"."at",
    "t9"."local_date",
    "t9"."day",
    "t18"."as_of"
  FROM "heard" AS "t9"
  ANTI JOIN (
    SELECT
      *
    FROM "switch" AS "t3"
    WHERE
      "t3"."feature" = 'reactions' AND NOT (
        "t3"."on"
      )
  ) AS "t19"
    ON "t9"."customer_id" = "t19"."customer_id"
  CROSS JOIN "t12" AS "t18"
)
SELECT
  "t52"."program",
  "t52"."sent",
  "t52"."answers",
  "t52"."regrets",
  COALESCE("t52"."followed", 0) AS "followed"
FROM (
  SELECT
    "t51"."program",
    "t51"."sent",
    "t51"."answers",
    "t51"."regrets",
    "t32"."followed"
  FROM (
    SELECT
      "t49"."program",
      COUNT(*) AS "sent",
      COUNT("t49"."answered") AS "answers",
      COUNT("t49"."regretted") AS "regrets"
    FROM (
      SELECT
        "t36"."intent",
        "t36"."program",
        "t48"."answered",
        "t46"."regretted"
      FROM (
        SELECT
          "t26"."intent",
          "t26"."program"
        FROM "t23" AS "t26"
        WHERE
          (
            EPOCH(CAST("t26"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t26"."at" AS TIMESTAMP))
          ) >= 1209600
      ) AS "t36"
      LEFT OUTER JOIN (
        SELECT
          "t44"."intent",
          1 AS "answered"
        FROM (
          SELECT
            *
          FROM (
            SELECT DISTINCT
              "t41"."intent"
            FROM (
              SELECT
                "t38"."intent",
                "t38"."customer_id",
                "t38"."sent_at",
                "t27"."at_then"
              FROM (
                SELECT
                  "t26"."intent",
                  "t26"."customer_id",
                  "t26"."at" AS "sent_at"
                FROM "t23" AS "t26"
                WHERE
                  (
                    EPOCH(CAST("t26"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t26"."at" AS TIMESTAMP))
                  ) >= 1209600
              ) AS "t38"
              INNER JOIN (
                SELECT
                  "t10"."customer_id",
                  "t10"."at" AS "at_then"
                FROM "order_placed" AS "t10"
                ANTI JOIN (
                  SELECT
                    *
                  FROM "switch" AS "t3"
                  WHERE
                    "t3"."feature" = 'reactions' AND NOT (
                      "t3"."on"
                    )
                ) AS "t19"
                  ON "t10"."customer_id" = "t19"."customer_id"
              ) AS "t27"
                ON "t38"."customer_id" = "t27"."customer_id"
            ) AS "t41"
            WHERE
              "t41"."at_then" > "t41"."sent_at"
              AND EPOCH(CAST("t41"."at_then" AS TIMESTAMP)) <= (
                EPOCH(CAST("t41"."sent_at" AS TIMESTAMP)) + 1209600
              )
          ) AS "t43"
          UNION
          SELECT
            *
          FROM (
            SELECT
              "t37"."intent"
            FROM (
              SELECT
                "t26"."intent"
              FROM "t23" AS "t26"
              WHERE
                (
                  EPOCH(CAST("t26"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t26"."at" AS TIMESTAMP))
                ) >= 1209600
            ) AS "t37"
            SEMI JOIN (
              SELECT
                *
              FROM (
                SELECT
                  "t11"."id",
                  "t11"."recorded_at",
                  "t11"."local_date",
                  "t11"."source",
                  "t11"."key",
                  "t11"."at",
                  "t11"."storefront",
                  "t11"."customer_id",
                  "t11"."order_ref",
                  "t11"."variant",
                  "t11"."score",
                  "t11"."intent"
                FROM "feedback_given" AS "t11"
                ANTI JOIN (
                  SELECT
                    *
                  FROM "switch" AS "t3"
                  WHERE
                    "t3"."feature" = 'reactions' AND NOT (
                      "t3"."on"
                    )
                ) AS "t19"
                  ON "t11"."customer_id" = "t19"."customer_id"
              ) AS "t25"
              WHERE
                "t25"."intent" IS NOT NULL
            ) AS "t30"
              ON "t37"."intent" = "t30"."intent"
          ) AS "t39"
        ) AS "t44"
      ) AS "t48"
        ON "t36"."intent" = "t48"."intent"
      LEFT OUTER JOIN (
        SELECT
          "t42"."intent",
          1 AS "regretted"
        FROM (
          SELECT DISTINCT
            "t40"."intent"
          FROM (
            SELECT
              "t38"."intent",
              "t38"."customer_id",
              "t38"."sent_at",
              "t21"."at_then"
            FROM (
              SELECT
                "t26"."intent",
                "t26"."customer_id",
                "t26"."at" AS "sent_at"
              FROM "t23" AS "t26"
              WHERE
                (
                  EPOCH(CAST("t26"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t26"."at" AS TIMESTAMP))
                ) >= 1209600
            ) AS "t38"
            INNER JOIN (
              SELECT
                *
              FROM (
                SELECT
                  "t4"."customer_id",
                  "t4"."at" AS "at_then"
                FROM "consent_recorded" AS "t4"
                WHERE
                  "t4"."action" IN ('withdraw', 'object')
                  AND "t4"."channel" = 'email'
                  AND "t4"."purpose" IN ('marketing', 'newsletter', 'promotions', 'product_information')
              ) AS "t15"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t5"."customer_id",
                  "t5"."at" AS "at_then"
                FROM "address_suppressed" AS "t5"
                WHERE
                  "t5"."scope" = 'marketing'
              ) AS "t16"
            ) AS "t21"
              ON "t38"."customer_id" = "t21"."customer_id"
          ) AS "t40"
          WHERE
            "t40"."at_then" > "t40"."sent_at"
            AND EPOCH(CAST("t40"."at_then" AS TIMESTAMP)) <= (
              EPOCH(CAST("t40"."sent_at" AS TIMESTAMP)) + 604800
            )
        ) AS "t42"
      ) AS "t46"
        ON "t36"."intent" = "t46"."intent"
    ) AS "t49"
    GROUP BY
      1
  ) AS "t51"
  LEFT OUTER JOIN (
    SELECT
      "t28"."program",
      COUNT(*) AS "followed"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t8"."id",
          "t8"."recorded_at",
          "t8"."local_date",
          "t8"."source",
          "t8"."key",
          "t8"."at",
          "t8"."storefront",
          "t8"."customer_id",
          "t8"."program",
          "t8"."intent",
          "t8"."number",
          "t8"."sign",
          "t17"."as_of"
        FROM "link_followed" AS "t8"
        CROSS JOIN "t12" AS "t17"
      ) AS "t22"
      WHERE
        (
          EPOCH(CAST("t22"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t22"."at" AS TIMESTAMP))
        ) >= 1209600
        AND "t22"."sign" = ''
    ) AS "t28"
    GROUP BY
      1
  ) AS "t32"
    ON "t51"."program" = "t32"."program"
) AS "t52"
