WITH "t36" AS (
  SELECT
    "t35"."customer_id",
    "t35"."storefront",
    "t35"."program",
    "t35"."topic",
    "t35"."nature",
    "t35"."prior",
    "t35"."about",
    "t35"."occasion",
    "t35"."gain_minor",
    "t35"."today",
    "t35"."currency",
    "t35"."as_of",
    "t35"."mailbox_id",
    "t35"."language",
    "t35"."country",
    "t35"."zone",
    "t35"."ground",
    "t35"."action",
    "t35"."evidence",
    "t35"."expires_at",
    "t35"."may",
    "t35"."consent_date",
    "t35"."suppressed",
    "t35"."complained",
    "t35"."suppressed_date",
    "t35"."complained_date",
    "t35"."sensitivity",
    "t35"."paused_until",
    "t35"."chosen_date",
    "t35"."own_limit",
    "t35"."heard_count",
    "t35"."heard_month",
    "t35"."last_day",
    "t35"."last_date",
    "t35"."topic_last_day",
    "t35"."topic_last_date",
    "t35"."said_date",
    "t35"."sent",
    "t35"."answers",
    "t35"."regrets",
    "t35"."margin_a_year_minor",
    "t35"."worth_minor",
    CASE
      WHEN COALESCE("t35"."mailbox_id" IS NULL, FALSE)
      THEN 'no_address'
      WHEN COALESCE("t35"."suppressed", FALSE)
      THEN 'suppressed'
      WHEN COALESCE("t35"."said_date" IS NOT NULL, FALSE)
      THEN 'already_said'
      WHEN COALESCE((
        "t35"."nature" = 'marketing'
      ) AND "t35"."complained", FALSE)
      THEN 'complained'
      WHEN COALESCE(
        (
          "t35"."nature" = 'marketing'
        )
        AND (
          NOT (
            "t35"."may"
          ) AND (
            "t35"."consent_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'withdrawn'
      WHEN COALESCE((
        "t35"."nature" = 'marketing'
      ) AND NOT (
        "t35"."may"
      ), FALSE)
      THEN 'no_consent'
      WHEN COALESCE(
        (
          "t35"."nature" = 'marketing'
        )
        AND (
          (
            "t35"."expires_at" IS NOT NULL
          )
          AND (
            "t35"."expires_at" <= "t35"."as_of"
          )
        ),
        FALSE
      )
      THEN 'lapsed'
      WHEN COALESCE((
        "t35"."nature" = 'marketing'
      ) AND (
        "t35"."sensitivity" = 'never'
      ), FALSE)
      THEN 'unwanted_topic'
      WHEN COALESCE(
        (
          "t35"."nature" = 'marketing'
        ) AND (
          "t35"."paused_until" > "t35"."today"
        ),
        FALSE
      )
      THEN 'pausing'
      WHEN COALESCE(
        (
          "t35"."nature" = 'marketing'
        )
        AND (
          (
            "t35"."sensitivity" = 'important'
          )
          AND (
            CAST("t35"."gain_minor" AS DOUBLE) < (
              CAST(COALESCE("t35"."margin_a_year_minor", 0) AS DOUBLE) * 0.1
            )
          )
        ),
        FALSE
      )
      THEN 'matters_little'
      WHEN COALESCE(
        (
          "t35"."nature" = 'marketing'
        )
        AND (
          (
            "t35"."topic_last_day" + CASE
              WHEN "t35"."sensitivity" = 'important'
              THEN 90
              WHEN "t35"."sensitivity" = 'monthly'
              THEN 30
              WHEN "t35"."sensitivity" = 'weekly'
              THEN 7
              ELSE 0
            END
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t35"."today")
        ),
        FALSE
      )
      THEN 'too_often'
      WHEN COALESCE(
        (
          "t35"."nature" = 'marketing'
        )
        AND (
          "t35"."heard_month" >= "t35"."own_limit"
        ),
        FALSE
      )
      THEN 'over_own_limit'
      WHEN COALESCE((
        "t35"."nature" = 'marketing'
      ) AND (
        "t35"."heard_count" >= 4
      ), FALSE)
      THEN 'over_cap'
      WHEN COALESCE(
        (
          "t35"."nature" = 'marketing'
        )
        AND (
          (
            "t35"."last_day" + 3
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t35"."today")
        ),
        FALSE
      )
      THEN 'too_soon'
      WHEN COALESCE((
        "t35"."nature" = 'marketing'
      ) AND (
        "t35"."worth_minor" IS NULL
      ), FALSE)
      THEN 'no_rate'
      WHEN COALESCE((
        "t35"."nature" = 'marketing'
      ) AND (
        "t35"."worth_minor" <= 0
      ), FALSE)
      THEN 'not_worth_it'
      ELSE NULL
    END AS "reason_key"
  FROM (
    SELECT
      "t34"."customer_id",
      "t34"."storefront",
      "t34"."program",
      "t34"."topic",
      "t34"."nature",
      "t34"."prior",
      "t34"."about",
      "t34"."occasion",
      "t34"."gain_minor",
      "t34"."today",
      "t34"."currency",
      "t34"."as_of",
      "t34"."mailbox_id",
      "t34"."language",
      "t34"."country",
      "t34"."zone",
      "t34"."ground",
      "t34"."action",
      "t34"."evidence",
      "t34"."expires_at",
      COALESCE("t34"."may", FALSE) AS "may",
      "t34"."consent_date",
      COALESCE("t34"."suppressed", FALSE) AS "suppressed",
      COALESCE("t34"."complained", FALSE) AS "complained",
      "t34"."suppressed_date",
      "t34"."complained_date",
      "t34"."sensitivity",
      "t34"."paused_until",
      "t34"."chosen_date",
      "t34"."own_limit",
      COALESCE("t34"."heard_count", 0) AS "heard_count",
      COALESCE("t34"."heard_month", 0) AS "heard_month",
      "t34"."last_day",
      "t34"."last_date",
      "t34"."topic_last_day",
      "t34"."topic_last_date",
      "t34"."said_date",
      "t34"."sent",
      "t34"."answers",
      "t34"."regrets",
      "t34"."margin_a_year_minor",
      CASE
        WHEN "t34"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            CAST("t34"."gain_minor" AS DOUBLE) * (
              (
                (
                  "t34"."prior" * 300.0
                ) + (
                  CAST(COALESCE("t34"."answers", 0) AS DOUBLE) * 0.25
                )
              ) / (
                CAST(COALESCE("t34"."sent", 0) AS DOUBLE) + 300.0
              )
            )
          ) - (
            (
              (
                CAST(COALESCE("t34"."regrets", 0) AS DOUBLE) + 0.9
              ) / (
                CAST(COALESCE("t34"."sent", 0) AS DOUBLE) + 300.0
              )
            ) * GREATEST(CAST(COALESCE("t34"."margin_a_year_minor", 0) AS DOUBLE) * 0.2, 0.0) * (
              CAST(COALESCE("t34"."heard_count", 0) AS DOUBLE) + 1.0
            )
          ),
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_minor"
    FROM (
      SELECT
        "t11"."customer_id",
        "t11"."storefront",
        "t11"."program",
        "t11"."topic",
        "t11"."nature",
        "t11"."prior",
        "t11"."about",
        "t11"."occasion",
        "t11"."gain_minor",
        "t25"."today",
        "t25"."currency",
        "t26"."as_of",
        "t27"."mailbox_id",
        "t27"."language",
        "t27"."country",
        "t27"."zone",
        "t12"."ground",
        "t12"."action",
        "t12"."evidence",
        "t12"."expires_at",
        "t12"."may",
        "t12"."consent_date",
        "t12"."suppressed",
        "t12"."complained",
        "t12"."suppressed_date",
        "t12"."complained_date",
        "t13"."sensitivity",
        "t13"."paused_until",
        "t13"."chosen_date",
        "t14"."own_limit",
        "t33"."heard_count",
        "t33"."heard_month",
        "t33"."last_day",
        "t33"."last_date",
        "t30"."topic_last_day",
        "t30"."topic_last_date",
        "t15"."said_date",
        "t16"."sent",
        "t16"."answers",
        "t16"."regrets",
        "t29"."margin_a_year_minor"
      FROM "candidate" AS "t11"
      INNER JOIN (
        SELECT
          "t6"."storefront",
          "t6"."today",
          "t6"."currency"
        FROM "storefront" AS "t6"
      ) AS "t25"
        ON "t11"."storefront" = "t25"."storefront"
      CROSS JOIN (
        SELECT
          *
        FROM "now" AS "t7"
      ) AS "t26"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "contact" AS "t8"
      ) AS "t27"
        ON "t11"."customer_id" = "t27"."customer_id"
        AND "t11"."storefront" = "t27"."storefront"
      LEFT OUTER JOIN "standing" AS "t12"
        ON "t27"."mailbox_id" = "t12"."mailbox_id"
      LEFT OUTER JOIN "preference" AS "t13"
        ON "t11"."customer_id" = "t13"."customer_id" AND "t11"."topic" = "t13"."topic"
      LEFT OUTER JOIN "mail_limit" AS "t14"
        ON "t11"."customer_id" = "t14"."customer_id"
      LEFT OUTER JOIN (
        SELECT
          "t31"."customer_id",
          "t31"."storefront",
          SUM(
            CAST((
              DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t31"."today") - "t31"."day"
            ) < 30 AS INT)
          ) AS "heard_count",
          SUM(
            CAST((
              DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t31"."today") - "t31"."day"
            ) < 30 AS INT)
          ) AS "heard_month",
          MAX("t31"."day") AS "last_day",
          MAX("t31"."local_date") AS "last_date"
        FROM (
          SELECT
            "t22"."customer_id",
            "t22"."program",
            "t22"."topic",
            "t22"."intent",
            "t22"."at",
            "t22"."local_date",
            "t22"."day",
            "t24"."storefront",
            "t24"."today"
          FROM (
            SELECT
              "t9".*
              EXCLUDE ("storefront")
            FROM "heard" AS "t9"
          ) AS "t22"
          CROSS JOIN (
            SELECT
              "t6"."storefront",
              "t6"."today"
            FROM "storefront" AS "t6"
          ) AS "t24"
        ) AS "t31"
        GROUP BY
          1,
          2
      ) AS "t33"
        ON "t11"."customer_id" = "t33"."customer_id"
        AND "t11"."storefront" = "t33"."storefront"
      LEFT OUTER JOIN (
        SELECT
          "t9"."customer_id",
          "t9"."topic",
          MAX("t9"."day") AS "topic_last_day",
          MAX("t9"."local_date") AS "topic_last_date"
        FROM "heard" AS "t9"
        GROUP BY
          1,
          2
      ) AS "t30"
        ON "t11"."customer_id" = "t30"."customer_id" AND "t11"."topic" = "t30"."topic"
      LEFT OUTER JOIN "said" AS "t15"
        ON "t11"."customer_id" = "t15"."customer_id"
        AND "t11"."storefront" = "t15"."storefront"
        AND "t11"."program" = "t15"."program"
        AND "t11"."about" = "t15"."about"
        AND "t11"."occasion" = "t15"."occasion"
      LEFT OUTER JOIN "response" AS "t16"
        ON "t11"."program" = "t16"."program"
      LEFT OUTER JOIN (
        SELECT
          "t10"."customer_id",
          "t10"."storefront",
          "t10"."margin_a_year_minor"
        FROM "profile" AS "t10"
      ) AS "t29"
        ON "t11"."customer_id" = "t29"."customer_id"
        AND "t11"."storefront" = "t29"."storefront"
    ) AS "t34"
  ) AS "t35"
)
SELECT
  "t45"."customer_id",
  "t45"."storefront",
  "t45"."program",
  "t45"."topic",
  "t45"."nature",
  "t45"."about",
  "t45"."occasion",
  "t45"."gain_minor",
  "t45"."worth_minor",
  "t45"."mailbox_id",
  "t45"."language",
  "t45"."country",
  "t45"."zone",
  "t45"."currency",
  "t45"."reason_key",
  CASE WHEN "t45"."reason_key" IS NULL THEN 'send' ELSE 'refused' END AS "verdict",
  CASE WHEN "t45"."reason_key" = 'too_often' THEN "t45"."sensitivity" ELSE NULL END AS "reason_asked",
  CASE
    WHEN "t45"."reason_key" = 'unwanted_topic'
    THEN CAST("t45"."chosen_date" AS TEXT)
    ELSE NULL
  END AS "reason_chosen_on",
  CASE
    WHEN "t45"."reason_key" = 'over_own_limit'
    THEN CAST(30 AS TEXT)
    WHEN "t45"."reason_key" = 'over_cap'
    THEN CAST(30 AS TEXT)
    WHEN "t45"."reason_key" = 'too_soon'
    THEN CAST(3 AS TEXT)
    ELSE NULL
  END AS "reason_days",
  CASE
    WHEN "t45"."reason_key" = 'over_own_limit'
    THEN CAST("t45"."heard_month" AS TEXT)
    WHEN "t45"."reason_key" = 'over_cap'
    THEN CAST("t45"."heard_count" AS TEXT)
    ELSE NULL
  END AS "reason_heard",
  CASE
    WHEN "t45"."reason_key" = 'unwanted_topic'
    THEN CAST("t45"."topic_last_date" AS TEXT)
    WHEN "t45"."reason_key" = 'pausing'
    THEN CAST("t45"."topic_last_date" AS TEXT)
    WHEN "t45"."reason_key" = 'matters_little'
    THEN CAST("t45"."topic_last_date" AS TEXT)
    WHEN "t45"."reason_key" = 'too_often'
    THEN CAST("t45"."topic_last_date" AS TEXT)
    WHEN "t45"."reason_key" = 'over_own_limit'
    THEN CAST("t45"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last",
  CASE
    WHEN "t45"."reason_key" = 'too_soon'
    THEN CAST("t45"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last_on",
  CASE WHEN "t45"."reason_key" = 'over_cap' THEN CAST(4 AS TEXT) ELSE NULL END AS "reason_limit",
  CASE
    WHEN "t45"."reason_key" = 'over_own_limit'
    THEN CAST("t45"."own_limit" AS TEXT)
    ELSE NULL
  END AS "reason_own_limit",
  CASE WHEN "t45"."reason_key" = 'matters_little' THEN CAST(10 AS TEXT) ELSE NULL END AS "reason_percent",
  CASE
    WHEN "t45"."reason_key" = 'already_said'
    THEN CAST("t45"."said_date" AS TEXT)
    ELSE NULL
  END AS "reason_said_on",
  CASE
    WHEN "t45"."reason_key" = 'suppressed'
    THEN CAST("t45"."suppressed_date" AS TEXT)
    WHEN "t45"."reason_key" = 'complained'
    THEN CAST("t45"."complained_date" AS TEXT)
    WHEN "t45"."reason_key" = 'withdrawn'
    THEN CAST("t45"."consent_date" AS TEXT)
    WHEN "t45"."reason_key" = 'lapsed'
    THEN CAST("t45"."consent_date" AS TEXT)
    ELSE NULL
  END AS "reason_since",
  CASE
    WHEN "t45"."reason_key" = 'unwanted_topic'
    THEN "t45"."topic"
    WHEN "t45"."reason_key" = 'pausing'
    THEN "t45"."topic"
    WHEN "t45"."reason_key" = 'matters_little'
    THEN "t45"."topic"
    WHEN "t45"."reason_key" = 'too_often'
    THEN "t45"."topic"
    ELSE NULL
  END AS "reason_topic",
  CASE
    WHEN "t45"."reason_key" = 'lapsed'
    THEN CAST(CAST("t45"."expires_at" AS DATE) AS TEXT)
    WHEN "t45"."reason_key" = 'pausing'
    THEN CAST("t45"."paused_until" AS TEXT)
    ELSE NULL
  END AS "reason_until",
  CASE WHEN "t45"."reason_key" = 'outbid' THEN "t45"."winner" ELSE NULL END AS "reason_winner"
FROM (
  SELECT
    "t44"."customer_id",
    "t44"."storefront",
    "t44"."program",
    "t44"."topic",
    "t44"."nature",
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
    "t44"."ground",
    "t44"."action",
    "t44"."evidence",
    "t44"."expires_at",
    "t44"."may",
    "t44"."consent_date",
    "t44"."suppressed",
    "t44"."complained",
    "t44"."suppressed_date",
    "t44"."complained_date",
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
    CASE
      WHEN "t44"."bids"
      AND NOT (
        "t44"."bids"
        AND (
          "t44"."program" = "t44"."best_program"
        )
        AND (
          "t44"."about" = "t44"."best_about"
        )
        AND (
          "t44"."occasion" = "t44"."best_occasion"
        )
        AND (
          "t44"."storefront" = "t44"."best_storefront"
        )
      )
      THEN 'outbid'
      ELSE "t44"."reason_key"
    END AS "reason_key",
    "t44"."bids",
    "t44"."winner",
    "t44"."best_program",
    "t44"."best_about",
    "t44"."best_occasion",
    "t44"."best_storefront"
  FROM (
    SELECT
      "t40"."customer_id",
      "t40"."storefront",
      "t40"."program",
      "t40"."topic",
      "t40"."nature",
      "t40"."prior",
      "t40"."about",
      "t40"."occasion",
      "t40"."gain_minor",
      "t40"."today",
      "t40"."currency",
      "t40"."as_of",
      "t40"."mailbox_id",
      "t40"."language",
      "t40"."country",
      "t40"."zone",
      "t40"."ground",
      "t40"."action",
      "t40"."evidence",
      "t40"."expires_at",
      "t40"."may",
      "t40"."consent_date",
      "t40"."suppressed",
      "t40"."complained",
      "t40"."suppressed_date",
      "t40"."complained_date",
      "t40"."sensitivity",
      "t40"."paused_until",
      "t40"."chosen_date",
      "t40"."own_limit",
      "t40"."heard_count",
      "t40"."heard_month",
      "t40"."last_day",
      "t40"."last_date",
      "t40"."topic_last_day",
      "t40"."topic_last_date",
      "t40"."said_date",
      "t40"."sent",
      "t40"."answers",
      "t40"."regrets",
      "t40"."margin_a_year_minor",
      "t40"."worth_minor",
      "t40"."reason_key",
      "t40"."bids",
      "t43"."winner",
      "t43"."best_program",
      "t43"."best_about",
      "t43"."best_occasion",
      "t43"."best_storefront"
    FROM (
      SELECT
        "t37"."customer_id",
        "t37"."storefront",
        "t37"."program",
        "t37"."topic",
        "t37"."nature",
        "t37"."prior",
        "t37"."about",
        "t37"."occasion",
        "t37"."gain_minor",
        "t37"."today",
        "t37"."currency",
        "t37"."as_of",
        "t37"."mailbox_id",
        "t37"."language",
        "t37"."country",
        "t37"."zone",
        "t37"."ground",
        "t37"."action",
        "t37"."evidence",
        "t37"."expires_at",
        "t37"."may",
        "t37"."consent_date",
        "t37"."suppressed",
        "t37"."complained",
        "t37"."suppressed_date",
        "t37"."complained_date",
        "t37"."sensitivity",
        "t37"."paused_until",
        "t37"."chosen_date",
        "t37"."own_limit",
        "t37"."heard_count",
        "t37"."heard_month",
        "t37"."last_day",
        "t37"."last_date",
        "t37"."topic_last_day",
        "t37"."topic_last_date",
        "t37"."said_date",
        "t37"."sent",
        "t37"."answers",
        "t37"."regrets",
        "t37"."margin_a_year_minor",
        "t37"."worth_minor",
        "t37"."reason_key",
        (
          "t37"."reason_key" IS NULL
        ) AND (
          "t37"."nature" = 'marketing'
        ) AS "bids"
      FROM "t36" AS "t37"
    ) AS "t40"
    LEFT OUTER JOIN (
      SELECT
        "t41"."customer_id",
        "t41"."best"."program" AS "winner",
        "t41"."best"."program" AS "best_program",
        "t41"."best"."about" AS "best_about",
        "t41"."best"."occasion" AS "best_occasion",
        "t41"."best"."storefront" AS "best_storefront"
      FROM (
        SELECT
          "t39"."customer_id",
          MIN(
            {'less': -(
              "t39"."worth_minor"
            ), 'program': "t39"."program", 'about': "t39"."about", 'occasion': "t39"."occasion", 'storefront': "t39"."storefront"}
          ) AS "best"
        FROM (
          SELECT
            "t37"."customer_id",
            "t37"."storefront",
            "t37"."program",
            "t37"."topic",
            "t37"."nature",
            "t37"."prior",
            "t37"."about",
            "t37"."occasion",
            "t37"."gain_minor",
            "t37"."today",
            "t37"."currency",
            "t37"."as_of",
            "t37"."mailbox_id",
            "t37"."language",
            "t37"."country",
            "t37"."zone",
            "t37"."ground",
            "t37"."action",
            "t37"."evidence",
            "t37"."expires_at",
            "t37"."may",
            "t37"."consent_date",
            "t37"."suppressed",
            "t37"."complained",
            "t37"."suppressed_date",
            "t37"."complained_date",
            "t37"."sensitivity",
            "t37"."paused_until",
            "t37"."chosen_date",
            "t37"."own_limit",
            "t37"."heard_count",
            "t37"."heard_month",
            "t37"."last_day",
            "t37"."last_date",
            "t37"."topic_last_day",
            "t37"."topic_last_date",
            "t37"."said_date",
            "t37"."sent",
            "t37"."answers",
            "t37"."regrets",
            "t37"."margin_a_year_minor",
            "t37"."worth_minor",
            "t37"."reason_key",
            (
              "t37"."reason_key" IS NULL
            ) AND (
              "t37"."nature" = 'marketing'
            ) AS "bids"
          FROM "t36" AS "t37"
          WHERE
            (
              "t37"."reason_key" IS NULL
            ) AND (
              "t37"."nature" = 'marketing'
            )
        ) AS "t39"
        GROUP BY
          1
      ) AS "t41"
    ) AS "t43"
      ON "t40"."customer_id" = "t43"."customer_id"
  ) AS "t44"
) AS "t45"
