WITH "t12" AS (
  SELECT
    *
  FROM "now" AS "t3"
), "t23" AS (
  SELECT
    "t9"."customer_id",
    "t9"."storefront",
    "t9"."program",
    "t9"."topic",
    "t9"."intent",
    "t9"."at",
    "t9"."local_date",
    "t9"."channel",
    "t9"."day",
    "t19"."as_of"
  FROM "heard" AS "t9"
  ANTI JOIN (
    SELECT
      *
    FROM "switch" AS "t2"
    WHERE
      "t2"."feature" = 'reactions' AND NOT (
        "t2"."on"
      )
  ) AS "t17"
    ON "t9"."customer_id" = "t17"."customer_id"
  CROSS JOIN "t12" AS "t19"
)
SELECT
  "t55"."program",
  "t55"."channel",
  "t55"."sent",
  "t55"."answers",
  "t55"."regrets",
  COALESCE("t55"."followed", 0) AS "followed"
FROM (
  SELECT
    "t54"."program",
    "t54"."channel",
    "t54"."sent",
    "t54"."answers",
    "t54"."regrets",
    "t41"."followed"
  FROM (
    SELECT
      "t52"."program",
      "t52"."channel",
      COUNT(*) AS "sent",
      COUNT("t52"."answered") AS "answers",
      COUNT("t52"."regretted") AS "regrets"
    FROM (
      SELECT
        "t36"."intent",
        "t36"."program",
        "t36"."channel",
        "t51"."answered",
        "t49"."regretted"
      FROM (
        SELECT
          "t26"."intent",
          "t26"."program",
          "t26"."channel"
        FROM "t23" AS "t26"
        WHERE
          (
            EPOCH(CAST("t26"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t26"."at" AS TIMESTAMP))
          ) >= 1209600
      ) AS "t36"
      LEFT OUTER JOIN (
        SELECT
          "t47"."intent",
          1 AS "answered"
        FROM (
          SELECT
            *
          FROM (
            SELECT DISTINCT
              "t44"."intent"
            FROM (
              SELECT
                "t39"."intent",
                "t39"."customer_id",
                "t39"."sent_at",
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
              ) AS "t39"
              INNER JOIN (
                SELECT
                  "t10"."customer_id",
                  "t10"."at" AS "at_then"
                FROM "order_placed" AS "t10"
                ANTI JOIN (
                  SELECT
                    *
                  FROM "switch" AS "t2"
                  WHERE
                    "t2"."feature" = 'reactions' AND NOT (
                      "t2"."on"
                    )
                ) AS "t17"
                  ON "t10"."customer_id" = "t17"."customer_id"
              ) AS "t27"
                ON "t39"."customer_id" = "t27"."customer_id"
            ) AS "t44"
            WHERE
              "t44"."at_then" > "t44"."sent_at"
              AND EPOCH(CAST("t44"."at_then" AS TIMESTAMP)) <= (
                EPOCH(CAST("t44"."sent_at" AS TIMESTAMP)) + 1209600
              )
          ) AS "t46"
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
                  FROM "switch" AS "t2"
                  WHERE
                    "t2"."feature" = 'reactions' AND NOT (
                      "t2"."on"
                    )
                ) AS "t17"
                  ON "t11"."customer_id" = "t17"."customer_id"
              ) AS "t25"
              WHERE
                "t25"."intent" IS NOT NULL
            ) AS "t30"
              ON "t37"."intent" = "t30"."intent"
          ) AS "t42"
        ) AS "t47"
      ) AS "t51"
        ON "t36"."intent" = "t51"."intent"
      LEFT OUTER JOIN (
        SELECT
          "t45"."intent",
          1 AS "regretted"
        FROM (
          SELECT DISTINCT
            "t43"."intent"
          FROM (
            SELECT
              "t38"."intent",
              "t38"."customer_id",
              "t38"."channel",
              "t38"."sent_at",
              "t21"."at_then"
            FROM (
              SELECT
                "t26"."intent",
                "t26"."customer_id",
                "t26"."channel",
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
                  "t4"."channel",
                  "t4"."at" AS "at_then"
                FROM "consent_recorded" AS "t4"
                WHERE
                  "t4"."action" IN ('withdraw', 'object')
                  AND "t4"."purpose" IN ('marketing', 'newsletter', 'promotions', 'product_information')
              ) AS "t15"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t5"."customer_id",
                  'email' AS "channel",
                  "t5"."at" AS "at_then"
                FROM "address_suppressed" AS "t5"
                WHERE
                  "t5"."scope" = 'marketing'
              ) AS "t16"
            ) AS "t21"
              ON "t38"."customer_id" = "t21"."customer_id" AND "t38"."channel" = "t21"."channel"
          ) AS "t43"
          WHERE
            "t43"."at_then" > "t43"."sent_at"
            AND EPOCH(CAST("t43"."at_then" AS TIMESTAMP)) <= (
              EPOCH(CAST("t43"."sent_at" AS TIMESTAMP)) + 604800
            )
        ) AS "t45"
      ) AS "t49"
        ON "t36"."intent" = "t49"."intent"
    ) AS "t52"
    GROUP BY
      1,
      2
  ) AS "t54"
  LEFT OUTER JOIN (
    SELECT
      "t31"."program",
      "t31"."followed",
      'email' AS "channel"
    FROM (
      SELECT
        "t29"."program",
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
            "t18"."as_of"
          FROM "link_followed" AS "t8"
          CROSS JOIN "t12" AS "t18"
        ) AS "t22"
        WHERE
          (
            EPOCH(CAST("t22"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t22"."at" AS TIMESTAMP))
          ) >= 1209600
          AND "t22"."sign" = ''
      ) AS "t29"
      GROUP BY
        1
    ) AS "t31"
  ) AS "t41"
    ON "t54"."program" = "t41"."program" AND "t54"."channel" = "t41"."channel"
) AS "t55"
