WITH "t18" AS (
  SELECT
    "t7"."customer_id",
    "t7"."storefront",
    "t7"."program",
    "t7"."topic",
    "t7"."intent",
    "t7"."at",
    "t7"."local_date",
    "t7"."day",
    "t12"."as_of"
  FROM "heard" AS "t7"
  ANTI JOIN (
    SELECT
      *
    FROM "switch" AS "t1"
    WHERE
      "t1"."feature" = 'reactions' AND NOT (
        "t1"."on"
      )
  ) AS "t15"
    ON "t7"."customer_id" = "t15"."customer_id"
  CROSS JOIN (
    SELECT
      *
    FROM "now" AS "t2"
  ) AS "t12"
)
SELECT
  "t41"."program",
  COUNT(*) AS "sent",
  COUNT("t41"."answered") AS "answers",
  COUNT("t41"."regretted") AS "regrets"
FROM (
  SELECT
    "t28"."intent",
    "t28"."program",
    "t40"."answered",
    "t38"."regretted"
  FROM (
    SELECT
      "t21"."intent",
      "t21"."program"
    FROM "t18" AS "t21"
    WHERE
      (
        EPOCH(CAST("t21"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t21"."at" AS TIMESTAMP))
      ) >= 1209600
  ) AS "t28"
  LEFT OUTER JOIN (
    SELECT
      "t36"."intent",
      1 AS "answered"
    FROM (
      SELECT
        *
      FROM (
        SELECT DISTINCT
          "t33"."intent"
        FROM (
          SELECT
            "t30"."intent",
            "t30"."customer_id",
            "t30"."sent_at",
            "t22"."at_then"
          FROM (
            SELECT
              "t21"."intent",
              "t21"."customer_id",
              "t21"."at" AS "sent_at"
            FROM "t18" AS "t21"
            WHERE
              (
                EPOCH(CAST("t21"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t21"."at" AS TIMESTAMP))
              ) >= 1209600
          ) AS "t30"
          INNER JOIN (
            SELECT
              "t8"."customer_id",
              "t8"."at" AS "at_then"
            FROM "order_placed" AS "t8"
            ANTI JOIN (
              SELECT
                *
              FROM "switch" AS "t1"
              WHERE
                "t1"."feature" = 'reactions' AND NOT (
                  "t1"."on"
                )
            ) AS "t15"
              ON "t8"."customer_id" = "t15"."customer_id"
          ) AS "t22"
            ON "t30"."customer_id" = "t22"."customer_id"
        ) AS "t33"
        WHERE
          "t33"."at_then" > "t33"."sent_at"
          AND EPOCH(CAST("t33"."at_then" AS TIMESTAMP)) <= (
            EPOCH(CAST("t33"."sent_at" AS TIMESTAMP)) + 1209600
          )
      ) AS "t35"
      UNION
      SELECT
        *
      FROM (
        SELECT
          "t29"."intent"
        FROM (
          SELECT
            "t21"."intent"
          FROM "t18" AS "t21"
          WHERE
            (
              EPOCH(CAST("t21"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t21"."at" AS TIMESTAMP))
            ) >= 1209600
        ) AS "t29"
        SEMI JOIN (
          SELECT
            *
          FROM (
            SELECT
              "t9"."id",
              "t9"."recorded_at",
              "t9"."local_date",
              "t9"."source",
              "t9"."key",
              "t9"."at",
              "t9"."storefront",
              "t9"."customer_id",
              "t9"."order_ref",
              "t9"."variant",
              "t9"."score",
              "t9"."intent"
            FROM "feedback_given" AS "t9"
            ANTI JOIN (
              SELECT
                *
              FROM "switch" AS "t1"
              WHERE
                "t1"."feature" = 'reactions' AND NOT (
                  "t1"."on"
                )
            ) AS "t15"
              ON "t9"."customer_id" = "t15"."customer_id"
          ) AS "t20"
          WHERE
            "t20"."intent" IS NOT NULL
        ) AS "t24"
          ON "t29"."intent" = "t24"."intent"
      ) AS "t31"
    ) AS "t36"
  ) AS "t40"
    ON "t28"."intent" = "t40"."intent"
  LEFT OUTER JOIN (
    SELECT
      "t34"."intent",
      1 AS "regretted"
    FROM (
      SELECT DISTINCT
        "t32"."intent"
      FROM (
        SELECT
          "t30"."intent",
          "t30"."customer_id",
          "t30"."sent_at",
          "t17"."at_then"
        FROM (
          SELECT
            "t21"."intent",
            "t21"."customer_id",
            "t21"."at" AS "sent_at"
          FROM "t18" AS "t21"
          WHERE
            (
              EPOCH(CAST("t21"."as_of" AS TIMESTAMP)) - EPOCH(CAST("t21"."at" AS TIMESTAMP))
            ) >= 1209600
        ) AS "t30"
        INNER JOIN (
          SELECT
            *
          FROM (
            SELECT
              "t3"."customer_id",
              "t3"."at" AS "at_then"
            FROM "consent_recorded" AS "t3"
            WHERE
              "t3"."action" IN ('withdraw', 'object')
              AND "t3"."purpose" IN ('marketing', 'newsletter', 'promotions', 'product_information')
          ) AS "t13"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t4"."customer_id",
              "t4"."at" AS "at_then"
            FROM "address_suppressed" AS "t4"
            WHERE
              "t4"."scope" <> 'all'
          ) AS "t14"
        ) AS "t17"
          ON "t30"."customer_id" = "t17"."customer_id"
      ) AS "t32"
      WHERE
        "t32"."at_then" > "t32"."sent_at"
        AND EPOCH(CAST("t32"."at_then" AS TIMESTAMP)) <= (
          EPOCH(CAST("t32"."sent_at" AS TIMESTAMP)) + 604800
        )
    ) AS "t34"
  ) AS "t38"
    ON "t28"."intent" = "t38"."intent"
) AS "t41"
GROUP BY
  1
