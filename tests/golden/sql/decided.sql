WITH "t40" AS (
  SELECT
    "t39"."customer_id",
    "t39"."storefront",
    "t39"."program",
    "t39"."topic",
    "t39"."nature",
    "t39"."purpose",
    "t39"."profiles",
    "t39"."prior",
    "t39"."about",
    "t39"."occasion",
    "t39"."gain_minor",
    "t39"."today",
    "t39"."currency",
    "t39"."as_of",
    "t39"."mailbox_id",
    "t39"."language",
    "t39"."country",
    "t39"."zone",
    "t39"."suppressed",
    "t39"."complained",
    "t39"."suppressed_date",
    "t39"."complained_date",
    "t39"."claimed",
    "t39"."ground",
    "t39"."action",
    "t39"."evidence",
    "t39"."expires_at",
    "t39"."consent_date",
    "t39"."may",
    "t39"."unprofiled_date",
    "t39"."sensitivity",
    "t39"."paused_until",
    "t39"."chosen_date",
    "t39"."own_limit",
    "t39"."heard_count",
    "t39"."heard_month",
    "t39"."last_day",
    "t39"."last_date",
    "t39"."topic_last_day",
    "t39"."topic_last_date",
    "t39"."said_date",
    "t39"."sent",
    "t39"."answers",
    "t39"."regrets",
    "t39"."margin_a_year_minor",
    "t39"."worth_minor",
    CASE
      WHEN COALESCE("t39"."mailbox_id" IS NULL, FALSE)
      THEN 'no_address'
      WHEN COALESCE("t39"."suppressed", FALSE)
      THEN 'suppressed'
      WHEN COALESCE("t39"."said_date" IS NOT NULL, FALSE)
      THEN 'already_said'
      WHEN COALESCE((
        "t39"."nature" = 'marketing'
      ) AND "t39"."complained", FALSE)
      THEN 'complained'
      WHEN COALESCE(
        (
          "t39"."nature" = 'marketing'
        )
        AND (
          NOT (
            "t39"."may"
          ) AND (
            "t39"."consent_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'withdrawn'
      WHEN COALESCE(
        (
          "t39"."nature" = 'marketing'
        )
        AND (
          "t39"."claimed" AND (
            "t39"."consent_date" IS NULL
          )
        ),
        FALSE
      )
      THEN 'unproven'
      WHEN COALESCE((
        "t39"."nature" = 'marketing'
      ) AND NOT (
        "t39"."may"
      ), FALSE)
      THEN 'no_consent'
      WHEN COALESCE(
        (
          "t39"."nature" = 'marketing'
        )
        AND (
          (
            "t39"."expires_at" IS NOT NULL
          )
          AND (
            "t39"."expires_at" <= "t39"."as_of"
          )
        ),
        FALSE
      )
      THEN 'lapsed'
      WHEN COALESCE(
        (
          "t39"."nature" = 'marketing'
        )
        AND (
          "t39"."profiles" AND (
            "t39"."unprofiled_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'unprofiled'
      WHEN COALESCE((
        "t39"."nature" = 'marketing'
      ) AND (
        "t39"."sensitivity" = 'never'
      ), FALSE)
      THEN 'unwanted_topic'
      WHEN COALESCE(
        (
          "t39"."nature" = 'marketing'
        ) AND (
          "t39"."paused_until" > "t39"."today"
        ),
        FALSE
      )
      THEN 'pausing'
      WHEN COALESCE(
        (
          "t39"."nature" = 'marketing'
        )
        AND (
          (
            "t39"."sensitivity" = 'important'
          )
          AND (
            CAST("t39"."gain_minor" AS DOUBLE) < (
              CAST(COALESCE("t39"."margin_a_year_minor", 0) AS DOUBLE) * 0.1
            )
          )
        ),
        FALSE
      )
      THEN 'matters_little'
      WHEN COALESCE(
        (
          "t39"."nature" = 'marketing'
        )
        AND (
          (
            "t39"."topic_last_day" + CASE
              WHEN "t39"."sensitivity" = 'important'
              THEN 90
              WHEN "t39"."sensitivity" = 'monthly'
              THEN 30
              WHEN "t39"."sensitivity" = 'weekly'
              THEN 7
              ELSE 0
            END
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t39"."today")
        ),
        FALSE
      )
      THEN 'too_often'
      WHEN COALESCE(
        (
          "t39"."nature" = 'marketing'
        )
        AND (
          "t39"."heard_month" >= "t39"."own_limit"
        ),
        FALSE
      )
      THEN 'over_own_limit'
      WHEN COALESCE((
        "t39"."nature" = 'marketing'
      ) AND (
        "t39"."heard_count" >= 4
      ), FALSE)
      THEN 'over_cap'
      WHEN COALESCE(
        (
          "t39"."nature" = 'marketing'
        )
        AND (
          (
            "t39"."last_day" + 3
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t39"."today")
        ),
        FALSE
      )
      THEN 'too_soon'
      WHEN COALESCE((
        "t39"."nature" = 'marketing'
      ) AND (
        "t39"."worth_minor" IS NULL
      ), FALSE)
      THEN 'no_rate'
      WHEN COALESCE((
        "t39"."nature" = 'marketing'
      ) AND (
        "t39"."worth_minor" <= 0
      ), FALSE)
      THEN 'not_worth_it'
      ELSE NULL
    END AS "reason_key"
  FROM (
    SELECT
      "t38"."customer_id",
      "t38"."storefront",
      "t38"."program",
      "t38"."topic",
      "t38"."nature",
      "t38"."purpose",
      "t38"."profiles",
      "t38"."prior",
      "t38"."about",
      "t38"."occasion",
      "t38"."gain_minor",
      "t38"."today",
      "t38"."currency",
      "t38"."as_of",
      "t38"."mailbox_id",
      "t38"."language",
      "t38"."country",
      "t38"."zone",
      COALESCE("t38"."suppressed", FALSE) AS "suppressed",
      COALESCE("t38"."complained", FALSE) AS "complained",
      "t38"."suppressed_date",
      "t38"."complained_date",
      COALESCE("t38"."claimed", FALSE) AS "claimed",
      "t38"."ground",
      "t38"."action",
      "t38"."evidence",
      "t38"."expires_at",
      "t38"."consent_date",
      COALESCE("t38"."may", FALSE) AS "may",
      "t38"."unprofiled_date",
      "t38"."sensitivity",
      "t38"."paused_until",
      "t38"."chosen_date",
      "t38"."own_limit",
      COALESCE("t38"."heard_count", 0) AS "heard_count",
      COALESCE("t38"."heard_month", 0) AS "heard_month",
      "t38"."last_day",
      "t38"."last_date",
      "t38"."topic_last_day",
      "t38"."topic_last_date",
      "t38"."said_date",
      "t38"."sent",
      "t38"."answers",
      "t38"."regrets",
      "t38"."margin_a_year_minor",
      CASE
        WHEN "t38"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            CAST("t38"."gain_minor" AS DOUBLE) * (
              (
                (
                  "t38"."prior" * 300.0
                ) + (
                  CAST(COALESCE("t38"."answers", 0) AS DOUBLE) * 0.25
                )
              ) / (
                CAST(COALESCE("t38"."sent", 0) AS DOUBLE) + 300.0
              )
            )
          ) - (
            (
              (
                CAST(COALESCE("t38"."regrets", 0) AS DOUBLE) + 0.9
              ) / (
                CAST(COALESCE("t38"."sent", 0) AS DOUBLE) + 300.0
              )
            ) * GREATEST(CAST(COALESCE("t38"."margin_a_year_minor", 0) AS DOUBLE) * 0.2, 0.0) * (
              CAST(COALESCE("t38"."heard_count", 0) AS DOUBLE) + 1.0
            )
          ),
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_minor"
    FROM (
      SELECT
        "t12"."customer_id",
        "t12"."storefront",
        "t12"."program",
        "t12"."topic",
        "t12"."nature",
        "t12"."purpose",
        "t12"."profiles",
        "t12"."prior",
        "t12"."about",
        "t12"."occasion",
        "t12"."gain_minor",
        "t28"."today",
        "t28"."currency",
        "t29"."as_of",
        "t30"."mailbox_id",
        "t30"."language",
        "t30"."country",
        "t30"."zone",
        "t13"."suppressed",
        "t13"."complained",
        "t13"."suppressed_date",
        "t13"."complained_date",
        "t14"."claimed",
        "t14"."ground",
        "t14"."action",
        "t14"."evidence",
        "t14"."expires_at",
        "t14"."consent_date",
        "t14"."may",
        "t33"."unprofiled_date",
        "t15"."sensitivity",
        "t15"."paused_until",
        "t15"."chosen_date",
        "t16"."own_limit",
        "t37"."heard_count",
        "t37"."heard_month",
        "t37"."last_day",
        "t37"."last_date",
        "t34"."topic_last_day",
        "t34"."topic_last_date",
        "t17"."said_date",
        "t18"."sent",
        "t18"."answers",
        "t18"."regrets",
        "t32"."margin_a_year_minor"
      FROM "candidate" AS "t12"
      INNER JOIN (
        SELECT
          "t7"."storefront",
          "t7"."today",
          "t7"."currency"
        FROM "storefront" AS "t7"
      ) AS "t28"
        ON "t12"."storefront" = "t28"."storefront"
      CROSS JOIN (
        SELECT
          *
        FROM "now" AS "t8"
      ) AS "t29"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "contact" AS "t9"
      ) AS "t30"
        ON "t12"."customer_id" = "t30"."customer_id"
        AND "t12"."storefront" = "t30"."storefront"
      LEFT OUTER JOIN "standing" AS "t13"
        ON "t30"."mailbox_id" = "t13"."mailbox_id"
      LEFT OUTER JOIN "permission" AS "t14"
        ON "t30"."mailbox_id" = "t14"."mailbox_id" AND "t12"."purpose" = "t14"."purpose"
      LEFT OUTER JOIN (
        SELECT
          "t2"."mailbox_id",
          "t2"."consent_date" AS "unprofiled_date"
        FROM "permission" AS "t2"
        WHERE
          "t2"."purpose" = 'profiling'
          AND NOT (
            "t2"."may"
          )
          AND "t2"."consent_date" IS NOT NULL
      ) AS "t33"
        ON "t30"."mailbox_id" = "t33"."mailbox_id"
      LEFT OUTER JOIN "preference" AS "t15"
        ON "t12"."customer_id" = "t15"."customer_id" AND "t12"."topic" = "t15"."topic"
      LEFT OUTER JOIN "mail_limit" AS "t16"
        ON "t12"."customer_id" = "t16"."customer_id"
      LEFT OUTER JOIN (
        SELECT
          "t35"."customer_id",
          "t35"."storefront",
          SUM(
            CAST((
              DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t35"."today") - "t35"."day"
            ) < 30 AS INT)
          ) AS "heard_count",
          SUM(
            CAST((
              DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t35"."today") - "t35"."day"
            ) < 30 AS INT)
          ) AS "heard_month",
          MAX("t35"."day") AS "last_day",
          MAX("t35"."local_date") AS "last_date"
        FROM (
          SELECT
            "t24"."customer_id",
            "t24"."program",
            "t24"."topic",
            "t24"."intent",
            "t24"."at",
            "t24"."local_date",
            "t24"."day",
            "t27"."storefront",
            "t27"."today"
          FROM (
            SELECT
              "t10".*
              EXCLUDE ("storefront")
            FROM "heard" AS "t10"
          ) AS "t24"
          CROSS JOIN (
            SELECT
              "t7"."storefront",
              "t7"."today"
            FROM "storefront" AS "t7"
          ) AS "t27"
        ) AS "t35"
        GROUP BY
          1,
          2
      ) AS "t37"
        ON "t12"."customer_id" = "t37"."customer_id"
        AND "t12"."storefront" = "t37"."storefront"
      LEFT OUTER JOIN (
        SELECT
          "t10"."customer_id",
          "t10"."topic",
          MAX("t10"."day") AS "topic_last_day",
          MAX("t10"."local_date") AS "topic_last_date"
        FROM "heard" AS "t10"
        GROUP BY
          1,
          2
      ) AS "t34"
        ON "t12"."customer_id" = "t34"."customer_id" AND "t12"."topic" = "t34"."topic"
      LEFT OUTER JOIN "said" AS "t17"
        ON "t12"."customer_id" = "t17"."customer_id"
        AND "t12"."storefront" = "t17"."storefront"
        AND "t12"."program" = "t17"."program"
        AND "t12"."about" = "t17"."about"
        AND "t12"."occasion" = "t17"."occasion"
      LEFT OUTER JOIN "response" AS "t18"
        ON "t12"."program" = "t18"."program"
      LEFT OUTER JOIN (
        SELECT
          "t11"."customer_id",
          "t11"."storefront",
          "t11"."margin_a_year_minor"
        FROM "profile" AS "t11"
      ) AS "t32"
        ON "t12"."customer_id" = "t32"."customer_id"
        AND "t12"."storefront" = "t32"."storefront"
    ) AS "t38"
  ) AS "t39"
)
SELECT
  "t49"."customer_id",
  "t49"."storefront",
  "t49"."program",
  "t49"."topic",
  "t49"."nature",
  "t49"."purpose",
  "t49"."about",
  "t49"."occasion",
  "t49"."gain_minor",
  "t49"."worth_minor",
  "t49"."mailbox_id",
  "t49"."language",
  "t49"."country",
  "t49"."zone",
  "t49"."currency",
  "t49"."reason_key",
  CASE WHEN "t49"."reason_key" IS NULL THEN 'send' ELSE 'refused' END AS "verdict",
  CASE WHEN "t49"."reason_key" = 'too_often' THEN "t49"."sensitivity" ELSE NULL END AS "reason_asked",
  CASE
    WHEN "t49"."reason_key" = 'unwanted_topic'
    THEN CAST("t49"."chosen_date" AS TEXT)
    ELSE NULL
  END AS "reason_chosen_on",
  CASE
    WHEN "t49"."reason_key" = 'over_own_limit'
    THEN CAST(30 AS TEXT)
    WHEN "t49"."reason_key" = 'over_cap'
    THEN CAST(30 AS TEXT)
    WHEN "t49"."reason_key" = 'too_soon'
    THEN CAST(3 AS TEXT)
    ELSE NULL
  END AS "reason_days",
  CASE
    WHEN "t49"."reason_key" = 'over_own_limit'
    THEN CAST("t49"."heard_month" AS TEXT)
    WHEN "t49"."reason_key" = 'over_cap'
    THEN CAST("t49"."heard_count" AS TEXT)
    ELSE NULL
  END AS "reason_heard",
  CASE
    WHEN "t49"."reason_key" = 'unwanted_topic'
    THEN CAST("t49"."topic_last_date" AS TEXT)
    WHEN "t49"."reason_key" = 'pausing'
    THEN CAST("t49"."topic_last_date" AS TEXT)
    WHEN "t49"."reason_key" = 'matters_little'
    THEN CAST("t49"."topic_last_date" AS TEXT)
    WHEN "t49"."reason_key" = 'too_often'
    THEN CAST("t49"."topic_last_date" AS TEXT)
    WHEN "t49"."reason_key" = 'over_own_limit'
    THEN CAST("t49"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last",
  CASE
    WHEN "t49"."reason_key" = 'too_soon'
    THEN CAST("t49"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last_on",
  CASE WHEN "t49"."reason_key" = 'over_cap' THEN CAST(4 AS TEXT) ELSE NULL END AS "reason_limit",
  CASE
    WHEN "t49"."reason_key" = 'over_own_limit'
    THEN CAST("t49"."own_limit" AS TEXT)
    ELSE NULL
  END AS "reason_own_limit",
  CASE WHEN "t49"."reason_key" = 'matters_little' THEN CAST(10 AS TEXT) ELSE NULL END AS "reason_percent",
  CASE
    WHEN "t49"."reason_key" = 'withdrawn'
    THEN "t49"."purpose"
    WHEN "t49"."reason_key" = 'unproven'
    THEN "t49"."purpose"
    WHEN "t49"."reason_key" = 'no_consent'
    THEN "t49"."purpose"
    ELSE NULL
  END AS "reason_purpose",
  CASE
    WHEN "t49"."reason_key" = 'already_said'
    THEN CAST("t49"."said_date" AS TEXT)
    ELSE NULL
  END AS "reason_said_on",
  CASE
    WHEN "t49"."reason_key" = 'suppressed'
    THEN CAST("t49"."suppressed_date" AS TEXT)
    WHEN "t49"."reason_key" = 'complained'
    THEN CAST("t49"."complained_date" AS TEXT)
    WHEN "t49"."reason_key" = 'withdrawn'
    THEN CAST("t49"."consent_date" AS TEXT)
    WHEN "t49"."reason_key" = 'lapsed'
    THEN CAST("t49"."consent_date" AS TEXT)
    WHEN "t49"."reason_key" = 'unprofiled'
    THEN CAST("t49"."unprofiled_date" AS TEXT)
    ELSE NULL
  END AS "reason_since",
  CASE
    WHEN "t49"."reason_key" = 'unwanted_topic'
    THEN "t49"."topic"
    WHEN "t49"."reason_key" = 'pausing'
    THEN "t49"."topic"
    WHEN "t49"."reason_key" = 'matters_little'
    THEN "t49"."topic"
    WHEN "t49"."reason_key" = 'too_often'
    THEN "t49"."topic"
    ELSE NULL
  END AS "reason_topic",
  CASE
    WHEN "t49"."reason_key" = 'lapsed'
    THEN CAST(CAST("t49"."expires_at" AS DATE) AS TEXT)
    WHEN "t49"."reason_key" = 'pausing'
    THEN CAST("t49"."paused_until" AS TEXT)
    ELSE NULL
  END AS "reason_until",
  CASE WHEN "t49"."reason_key" = 'outbid' THEN "t49"."winner" ELSE NULL END AS "reason_winner"
FROM (
  SELECT
    "t48"."customer_id",
    "t48"."storefront",
    "t48"."program",
    "t48"."topic",
    "t48"."nature",
    "t48"."purpose",
    "t48"."profiles",
    "t48"."prior",
    "t48"."about",
    "t48"."occasion",
    "t48"."gain_minor",
    "t48"."today",
    "t48"."currency",
    "t48"."as_of",
    "t48"."mailbox_id",
    "t48"."language",
    "t48"."country",
    "t48"."zone",
    "t48"."suppressed",
    "t48"."complained",
    "t48"."suppressed_date",
    "t48"."complained_date",
    "t48"."claimed",
    "t48"."ground",
    "t48"."action",
    "t48"."evidence",
    "t48"."expires_at",
    "t48"."consent_date",
    "t48"."may",
    "t48"."unprofiled_date",
    "t48"."sensitivity",
    "t48"."paused_until",
    "t48"."chosen_date",
    "t48"."own_limit",
    "t48"."heard_count",
    "t48"."heard_month",
    "t48"."last_day",
    "t48"."last_date",
    "t48"."topic_last_day",
    "t48"."topic_last_date",
    "t48"."said_date",
    "t48"."sent",
    "t48"."answers",
    "t48"."regrets",
    "t48"."margin_a_year_minor",
    "t48"."worth_minor",
    CASE
      WHEN "t48"."bids"
      AND NOT (
        "t48"."bids"
        AND (
          "t48"."program" = "t48"."best_program"
        )
        AND (
          "t48"."about" = "t48"."best_about"
        )
        AND (
          "t48"."occasion" = "t48"."best_occasion"
        )
        AND (
          "t48"."storefront" = "t48"."best_storefront"
        )
      )
      THEN 'outbid'
      ELSE "t48"."reason_key"
    END AS "reason_key",
    "t48"."bids",
    "t48"."winner",
    "t48"."best_program",
    "t48"."best_about",
    "t48"."best_occasion",
    "t48"."best_storefront"
  FROM (
    SELECT
      "t44"."customer_id",
      "t44"."storefront",
      "t44"."program",
      "t44"."topic",
      "t44"."nature",
      "t44"."purpose",
      "t44"."profiles",
      "t44"."prior",
      "t44"."about",
      "t44"."occasion",
      "t44"."gain_minor",
      "t44"."today",
      "t44"."currency",
      "t44"."as_of",
      "t44"."mailbox_id",
      "t44"."language",
      "t44"."country",
      "t44"."zone",
      "t44"."suppressed",
      "t44"."complained",
      "t44"."suppressed_date",
      "t44"."complained_date",
      "t44"."claimed",
      "t44"."ground",
      "t44"."action",
      "t44"."evidence",
      "t44"."expires_at",
      "t44"."consent_date",
      "t44"."may",
      "t44"."unprofiled_date",
      "t44"."sensitivity",
      "t44"."paused_until",
      "t44"."chosen_date",
      "t44"."own_limit",
      "t44"."heard_count",
      "t44"."heard_month",
      "t44"."last_day",
      "t44"."last_date",
      "t44"."topic_last_day",
      "t44"."topic_last_date",
      "t44"."said_date",
      "t44"."sent",
      "t44"."answers",
      "t44"."regrets",
      "t44"."margin_a_year_minor",
      "t44"."worth_minor",
      "t44"."reason_key",
      "t44"."bids",
      "t47"."winner",
      "t47"."best_program",
      "t47"."best_about",
      "t47"."best_occasion",
      "t47"."best_storefront"
    FROM (
      SELECT
        "t41"."customer_id",
        "t41"."storefront",
        "t41"."program",
        "t41"."topic",
        "t41"."nature",
        "t41"."purpose",
        "t41"."profiles",
        "t41"."prior",
        "t41"."about",
        "t41"."occasion",
        "t41"."gain_minor",
        "t41"."today",
        "t41"."currency",
        "t41"."as_of",
        "t41"."mailbox_id",
        "t41"."language",
        "t41"."country",
        "t41"."zone",
        "t41"."suppressed",
        "t41"."complained",
        "t41"."suppressed_date",
        "t41"."complained_date",
        "t41"."claimed",
        "t41"."ground",
        "t41"."action",
        "t41"."evidence",
        "t41"."expires_at",
        "t41"."consent_date",
        "t41"."may",
        "t41"."unprofiled_date",
        "t41"."sensitivity",
        "t41"."paused_until",
        "t41"."chosen_date",
        "t41"."own_limit",
        "t41"."heard_count",
        "t41"."heard_month",
        "t41"."last_day",
        "t41"."last_date",
        "t41"."topic_last_day",
        "t41"."topic_last_date",
        "t41"."said_date",
        "t41"."sent",
        "t41"."answers",
        "t41"."regrets",
        "t41"."margin_a_year_minor",
        "t41"."worth_minor",
        "t41"."reason_key",
        (
          "t41"."reason_key" IS NULL
        ) AND (
          "t41"."nature" = 'marketing'
        ) AS "bids"
      FROM "t40" AS "t41"
    ) AS "t44"
    LEFT OUTER JOIN (
      SELECT
        "t45"."customer_id",
        "t45"."best"."program" AS "winner",
        "t45"."best"."program" AS "best_program",
        "t45"."best"."about" AS "best_about",
        "t45"."best"."occasion" AS "best_occasion",
        "t45"."best"."storefront" AS "best_storefront"
      FROM (
        SELECT
          "t43"."customer_id",
          MIN(
            {'less': -(
              "t43"."worth_minor"
            ), 'program': "t43"."program", 'about': "t43"."about", 'occasion': "t43"."occasion", 'storefront': "t43"."storefront"}
          ) AS "best"
        FROM (
          SELECT
            "t41"."customer_id",
            "t41"."storefront",
            "t41"."program",
            "t41"."topic",
            "t41"."nature",
            "t41"."purpose",
            "t41"."profiles",
            "t41"."prior",
            "t41"."about",
            "t41"."occasion",
            "t41"."gain_minor",
            "t41"."today",
            "t41"."currency",
            "t41"."as_of",
            "t41"."mailbox_id",
            "t41"."language",
            "t41"."country",
            "t41"."zone",
            "t41"."suppressed",
            "t41"."complained",
            "t41"."suppressed_date",
            "t41"."complained_date",
            "t41"."claimed",
            "t41"."ground",
            "t41"."action",
            "t41"."evidence",
            "t41"."expires_at",
            "t41"."consent_date",
            "t41"."may",
            "t41"."unprofiled_date",
            "t41"."sensitivity",
            "t41"."paused_until",
            "t41"."chosen_date",
            "t41"."own_limit",
            "t41"."heard_count",
            "t41"."heard_month",
            "t41"."last_day",
            "t41"."last_date",
            "t41"."topic_last_day",
            "t41"."topic_last_date",
            "t41"."said_date",
            "t41"."sent",
            "t41"."answers",
            "t41"."regrets",
            "t41"."margin_a_year_minor",
            "t41"."worth_minor",
            "t41"."reason_key",
            (
              "t41"."reason_key" IS NULL
            ) AND (
              "t41"."nature" = 'marketing'
            ) AS "bids"
          FROM "t40" AS "t41"
          WHERE
            (
              "t41"."reason_key" IS NULL
            ) AND (
              "t41"."nature" = 'marketing'
            )
        ) AS "t43"
        GROUP BY
          1
      ) AS "t45"
    ) AS "t47"
      ON "t44"."customer_id" = "t47"."customer_id"
  ) AS "t48"
) AS "t49"
