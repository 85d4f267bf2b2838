WITH "t17" AS (
  SELECT
    "t6"."customer_id",
    "t6"."storefront",
    "t6"."program",
    "t6"."topic",
    "t6"."intent",
    "t6"."at",
    "t6"."local_date",
    "t6"."day",
    "t11"."as_of"
  FROM "heard" AS "t6"
  CROSS JOIN (
    SELECT
      *
    FROM "now" AS "t3"
  ) AS "t11"
)
SELECT
  "t39"."program",
  COUNT(*) AS "sent",
  COUNT("t39"."answered") AS "answers",
  COUNT("t39"."regretted") AS "regrets"
FROM (
  SELECT
    "t38".*
    EXCLUDE ("intent_right")
  FROM (
    SELECT
      "t37"."intent",
      "t37"."program",
      "t37"."answered",
      "t32"."intent" AS "intent_right",
      "t32"."regretted"
    FROM (
      SELECT
        "t35"."intent",
        "t35"."program",
        "t35"."answered"
      FROM (
        SELECT
          "t22"."intent",
          "t22"."program",
          "t34"."intent" AS "intent_right",
          "t34"."answered"
        FROM (
          SELECT
            "t18"."intent",
            "t18"."program"
          FROM "t17" AS "t18"
          WHERE
            (
              EPOCH(CAST("t18"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t18"."at" AS TIMESTAMP))
            ) >= 1209600
        ) AS "t22"
        LEFT OUTER JOIN (
          SELECT
            "t30"."intent",
            1 AS "answered"
          FROM (
            SELECT
              *
            FROM (
              SELECT DISTINCT
                "t26"."intent"
              FROM (
                SELECT
                  "t23"."intent",
                  "t23"."customer_id",
                  "t23"."sent_at",
                  "t13"."at_then"
                FROM (
                  SELECT
                    "t18"."intent",
                    "t18"."customer_id",
                    "t18"."at" AS "sent_at"
                  FROM "t17" AS "t18"
                  WHERE
                    (
                      EPOCH(CAST("t18"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t18"."at" AS TIMESTAMP))
                    ) >= 1209600
                ) AS "t23"
                INNER JOIN (
                  SELECT
                    "t5"."customer_id",
                    "t5"."at" AS "at_then"
                  FROM "order_placed" AS "t5"
                ) AS "t13"
                  ON "t23"."customer_id" = "t13"."customer_id"
              ) AS "t26"
              WHERE
                "t26"."at_then" > "t26"."sent_at"
                AND EPOCH(CAST("t26"."at_then" AS TIMESTAMP)) <= (
                  EPOCH(CAST("t26"."sent_at" AS TIMESTAMP)) + 1209600
                )
            ) AS "t29"
            UNION
            SELECT
              *
            FROM (
              SELECT
                "t24"."intent"
              FROM (
                SELECT
                  "t18"."intent"
                FROM "t17" AS "t18"
                WHERE
                  (
                    EPOCH(CAST("t18"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t18"."at" AS TIMESTAMP))
                  ) >= 1209600
              ) AS "t24"
              SEMI JOIN (
                SELECT
                  *
                FROM "feedback_given" AS "t4"
                WHERE
                  "t4"."intent" IS NOT NULL
              ) AS "t15"
                ON "t24"."intent" = "t15"."intent"
            ) AS "t27"
          ) AS "t30"
        ) AS "t34"
          ON "t22"."intent" = "t34"."intent"
      ) AS "t35"
    ) AS "t37"
    LEFT OUTER JOIN (
      SELECT
        "t28"."intent",
        1 AS "regretted"
      FROM (
        SELECT DISTINCT
          "t25"."intent"
        FROM (
          SELECT
            "t23"."intent",
            "t23"."customer_id",
            "t23"."sent_at",
            "t16"."at_then"
          FROM (
            SELECT
              "t18"."intent",
              "t18"."customer_id",
              "t18"."at" AS "sent_at"
            FROM "t17" AS "t18"
            WHERE
              (
                EPOCH(CAST("t18"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t18"."at" AS TIMESTAMP))
              ) >= 1209600
          ) AS "t23"
          INNER JOIN (
            SELECT
              *
            FROM (
              SELECT
                "t1"."customer_id",
                "t1"."at" AS "at_then"
              FROM "consent_recorded" AS "t1"
              WHERE
                "t1"."action" IN ('withdraw', 'object') AND "t1"."purpose" = 'marketing'
            ) AS "t9"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t2"."customer_id",
                "t2"."at" AS "at_then"
              FROM "address_suppressed" AS "t2"
              WHERE
                "t2"."scope" <> 'all'
            ) AS "t10"
          ) AS "t16"
            ON "t23"."customer_id" = "t16"."customer_id"
        ) AS "t25"
        WHERE
          "t25"."at_then" > "t25"."sent_at"
          AND EPOCH(CAST("t25"."at_then" AS TIMESTAMP)) <= (
            EPOCH(CAST("t25"."sent_at" AS TIMESTAMP)) + 604800
          )
      ) AS "t28"
    ) AS "t32"
      ON "t37"."intent" = "t32"."intent"
  ) AS "t38"
) AS "t39"
GROUP BY
  1
