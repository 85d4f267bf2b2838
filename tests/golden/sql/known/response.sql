WITH "t16" AS (
  SELECT
    "t6"."customer_id",
    "t6"."storefront",
    "t6"."program",
    "t6"."topic",
    "t6"."intent",
    "t6"."at",
    "t6"."local_date",
    "t6"."day",
    "t9"."as_of"
  FROM "heard" AS "t6"
  CROSS JOIN (
    SELECT
      *
    FROM "now" AS "t1"
  ) AS "t9"
)
SELECT
  "t35"."program",
  COUNT(*) AS "sent",
  COUNT("t35"."answered") AS "answers",
  COUNT("t35"."regretted") AS "regrets"
FROM (
  SELECT
    "t22"."intent",
    "t22"."program",
    "t34"."answered",
    "t32"."regretted"
  FROM (
    SELECT
      "t18"."intent",
      "t18"."program"
    FROM "t16" AS "t18"
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
          "t27"."intent"
        FROM (
          SELECT
            "t24"."intent",
            "t24"."customer_id",
            "t24"."sent_at",
            "t11"."at_then"
          FROM (
            SELECT
              "t18"."intent",
              "t18"."customer_id",
              "t18"."at" AS "sent_at"
            FROM "t16" AS "t18"
            WHERE
              (
                EPOCH(CAST("t18"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t18"."at" AS TIMESTAMP))
              ) >= 1209600
          ) AS "t24"
          INNER JOIN (
            SELECT
              "t3"."customer_id",
              "t3"."at" AS "at_then"
            FROM "order_placed" AS "t3"
          ) AS "t11"
            ON "t24"."customer_id" = "t11"."customer_id"
        ) AS "t27"
        WHERE
          "t27"."at_then" > "t27"."sent_at"
          AND EPOCH(CAST("t27"."at_then" AS TIMESTAMP)) <= (
            EPOCH(CAST("t27"."sent_at" AS TIMESTAMP)) + 1209600
          )
      ) AS "t29"
      UNION
      SELECT
        *
      FROM (
        SELECT
          "t23"."intent"
        FROM (
          SELECT
            "t18"."intent"
          FROM "t16" AS "t18"
          WHERE
            (
              EPOCH(CAST("t18"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t18"."at" AS TIMESTAMP))
            ) >= 1209600
        ) AS "t23"
        SEMI JOIN (
          SELECT
            *
          FROM "feedback_given" AS "t2"
          WHERE
            "t2"."intent" IS NOT NULL
        ) AS "t14"
          ON "t23"."intent" = "t14"."intent"
      ) AS "t25"
    ) AS "t30"
  ) AS "t34"
    ON "t22"."intent" = "t34"."intent"
  LEFT OUTER JOIN (
    SELECT
      "t28"."intent",
      1 AS "regretted"
    FROM (
      SELECT DISTINCT
        "t26"."intent"
      FROM (
        SELECT
          "t24"."intent",
          "t24"."customer_id",
          "t24"."sent_at",
          "t17"."at_then"
        FROM (
          SELECT
            "t18"."intent",
            "t18"."customer_id",
            "t18"."at" AS "sent_at"
          FROM "t16" AS "t18"
          WHERE
            (
              EPOCH(CAST("t18"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t18"."at" AS TIMESTAMP))
            ) >= 1209600
        ) AS "t24"
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
              AND "t4"."purpose" IN ('marketing', 'newsletter', 'promotions', 'product_information')
          ) AS "t12"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t5"."customer_id",
              "t5"."at" AS "at_then"
            FROM "address_suppressed" AS "t5"
            WHERE
              "t5"."scope" <> 'all'
          ) AS "t13"
        ) AS "t17"
          ON "t24"."customer_id" = "t17"."customer_id"
      ) AS "t26"
      WHERE
        "t26"."at_then" > "t26"."sent_at"
        AND EPOCH(CAST("t26"."at_then" AS TIMESTAMP)) <= (
          EPOCH(CAST("t26"."sent_at" AS TIMESTAMP)) + 604800
        )
    ) AS "t28"
  ) AS "t32"
    ON "t22"."intent" = "t32"."intent"
) AS "t35"
GROUP BY
  1
