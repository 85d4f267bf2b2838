WITH "t34" AS (
  SELECT
    "t33"."customer_id",
    "t33"."storefront",
    "t33"."program",
    "t33"."topic",
    "t33"."nature",
    "t33"."prior",
    "t33"."about",
    "t33"."occasion",
    "t33"."gain_minor",
    "t33"."today",
    "t33"."currency",
    "t33"."as_of",
    "t33"."mailbox_id",
    "t33"."language",
    "t33"."country",
    "t33"."zone",
    "t33"."ground",
    "t33"."action",
    "t33"."evidence",
    "t33"."expires_at",
    "t33"."may",
    "t33"."consent_date",
    "t33"."suppressed",
    "t33"."complained",
    "t33"."suppressed_date",
    "t33"."complained_date",
    "t33"."sensitivity",
    "t33"."paused_until",
    "t33"."chosen_date",
    "t33"."heard_count",
    "t33"."last_day",
    "t33"."last_date",
    "t33"."topic_last_day",
    "t33"."topic_last_date",
    "t33"."said_date",
    "t33"."sent",
    "t33"."answers",
    "t33"."regrets",
    "t33"."margin_a_year_minor",
    "t33"."worth_minor",
    CASE
      WHEN COALESCE("t33"."mailbox_id" IS NULL, FALSE)
      THEN 'no_address'
      WHEN COALESCE("t33"."suppressed", FALSE)
      THEN 'suppressed'
      WHEN COALESCE("t33"."said_date" IS NOT NULL, FALSE)
      THEN 'already_said'
      WHEN COALESCE((
        "t33"."nature" = 'marketing'
      ) AND "t33"."complained", FALSE)
      THEN 'complained'
      WHEN COALESCE(
        (
          "t33"."nature" = 'marketing'
        )
        AND (
          NOT (
            "t33"."may"
          ) AND (
            "t33"."consent_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'withdrawn'
      WHEN COALESCE((
        "t33"."nature" = 'marketing'
      ) AND NOT (
        "t33"."may"
      ), FALSE)
      THEN 'no_consent'
      WHEN COALESCE(
        (
          "t33"."nature" = 'marketing'
        )
        AND (
          (
            "t33"."expires_at" IS NOT NULL
          )
          AND (
            "t33"."expires_at" <= "t33"."as_of"
          )
        ),
        FALSE
      )
      THEN 'lapsed'
      WHEN COALESCE((
        "t33"."nature" = 'marketing'
      ) AND (
        "t33"."sensitivity" = 'never'
      ), FALSE)
      THEN 'unwanted_topic'
      WHEN COALESCE(
        (
          "t33"."nature" = 'marketing'
        ) AND (
          "t33"."paused_until" > "t33"."today"
        ),
        FALSE
      )
      THEN 'pausing'
      WHEN COALESCE(
        (
          "t33"."nature" = 'marketing'
        )
        AND (
          (
            "t33"."topic_last_day" + CASE
              WHEN "t33"."sensitivity" = 'important'
              THEN 90
              WHEN "t33"."sensitivity" = 'monthly'
              THEN 30
              WHEN "t33"."sensitivity" = 'weekly'
              THEN 7
              ELSE 0
            END
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t33"."today")
        ),
        FALSE
      )
      THEN 'too_often'
      WHEN COALESCE((
        "t33"."nature" = 'marketing'
      ) AND (
        "t33"."heard_count" >= 4
      ), FALSE)
      THEN 'over_cap'
      WHEN COALESCE(
        (
          "t33"."nature" = 'marketing'
        )
        AND (
          (
            "t33"."last_day" + 3
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t33"."today")
        ),
        FALSE
      )
      THEN 'too_soon'
      WHEN COALESCE((
        "t33"."nature" = 'marketing'
      ) AND (
        "t33"."worth_minor" IS NULL
      ), FALSE)
      THEN 'no_rate'
      WHEN COALESCE((
        "t33"."nature" = 'marketing'
      ) AND (
        "t33"."worth_minor" <= 0
      ), FALSE)
      THEN 'not_worth_it'
      ELSE NULL
    END AS "reason_key"
  FROM (
    SELECT
      "t32"."customer_id",
      "t32"."storefront",
      "t32"."program",
      "t32"."topic",
      "t32"."nature",
      "t32"."prior",
      "t32"."about",
      "t32"."occasion",
      "t32"."gain_minor",
      "t32"."today",
      "t32"."currency",
      "t32"."as_of",
      "t32"."mailbox_id",
      "t32"."language",
      "t32"."country",
      "t32"."zone",
      "t32"."ground",
      "t32"."action",
      "t32"."evidence",
      "t32"."expires_at",
      COALESCE("t32"."may", FALSE) AS "may",
      "t32"."consent_date",
      COALESCE("t32"."suppressed", FALSE) AS "suppressed",
      COALESCE("t32"."complained", FALSE) AS "complained",
      "t32"."suppressed_date",
      "t32"."complained_date",
      "t32"."sensitivity",
      "t32"."paused_until",
      "t32"."chosen_date",
      COALESCE("t32"."heard_count", 0) AS "heard_count",
      "t32"."last_day",
      "t32"."last_date",
      "t32"."topic_last_day",
      "t32"."topic_last_date",
      "t32"."said_date",
      "t32"."sent",
      "t32"."answers",
      "t32"."regrets",
      "t32"."margin_a_year_minor",
      CASE
        WHEN "t32"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            CAST("t32"."gain_minor" AS DOUBLE) * (
              (
                (
                  "t32"."prior" * 300.0
                ) + (
                  CAST(COALESCE("t32"."answers", 0) AS DOUBLE) * 0.25
                )
              ) / (
                CAST(COALESCE("t32"."sent", 0) AS DOUBLE) + 300.0
              )
            )
          ) - (
            (
              (
                CAST(COALESCE("t32"."regrets", 0) AS DOUBLE) + 0.9
              ) / (
                CAST(COALESCE("t32"."sent", 0) AS DOUBLE) + 300.0
              )
            ) * GREATEST(CAST(COALESCE("t32"."margin_a_year_minor", 0) AS DOUBLE) * 0.2, 0.0) * (
              CAST(COALESCE("t32"."heard_count", 0) AS DOUBLE) + 1.0
            )
          ),
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_minor"
    FROM (
      SELECT
        "t10"."customer_id",
        "t10"."storefront",
        "t10"."program",
        "t10"."topic",
        "t10"."nature",
        "t10"."prior",
        "t10"."about",
        "t10"."occasion",
        "t10"."gain_minor",
        "t23"."today",
        "t23"."currency",
        "t24"."as_of",
        "t25"."mailbox_id",
        "t25"."language",
        "t25"."country",
        "t25"."zone",
        "t11"."ground",
        "t11"."action",
        "t11"."evidence",
        "t11"."expires_at",
        "t11"."may",
        "t11"."consent_date",
        "t11"."suppressed",
        "t11"."complained",
        "t11"."suppressed_date",
        "t11"."complained_date",
        "t12"."sensitivity",
        "t12"."paused_until",
        "t12"."chosen_date",
        "t31"."heard_count",
        "t31"."last_day",
        "t31"."last_date",
        "t28"."topic_last_day",
        "t28"."topic_last_date",
        "t13"."said_date",
        "t14"."sent",
        "t14"."answers",
        "t14"."regrets",
        "t27"."margin_a_year_minor"
      FROM "candidate" AS "t10"
      INNER JOIN (
        SELECT
          "t5"."storefront",
          "t5"."today",
          "t5"."currency"
        FROM "storefront" AS "t5"
      ) AS "t23"
        ON "t10"."storefront" = "t23"."storefront"
      CROSS JOIN (
        SELECT
          *
        FROM "now" AS "t6"
      ) AS "t24"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "contact" AS "t7"
      ) AS "t25"
        ON "t10"."customer_id" = "t25"."customer_id"
        AND "t10"."storefront" = "t25"."storefront"
      LEFT OUTER JOIN "standing" AS "t11"
        ON "t25"."mailbox_id" = "t11"."mailbox_id"
      LEFT OUTER JOIN "preference" AS "t12"
        ON "t10"."customer_id" = "t12"."customer_id" AND "t10"."topic" = "t12"."topic"
      LEFT OUTER JOIN (
        SELECT
          "t29"."customer_id",
          "t29"."storefront",
          SUM(
            CAST("t29"."day" > (
              DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t29"."today") - 30
            ) AS INT)
          ) AS "heard_count",
          MAX("t29"."day") AS "last_day",
          MAX("t29"."local_date") AS "last_date"
        FROM (
          SELECT
            "t20"."customer_id",
            "t20"."program",
            "t20"."topic",
            "t20"."intent",
            "t20"."at",
            "t20"."local_date",
            "t20"."day",
            "t22"."storefront",
            "t22"."today"
          FROM (
            SELECT
              "t8".*
              EXCLUDE ("storefront")
            FROM "heard" AS "t8"
          ) AS "t20"
          CROSS JOIN (
            SELECT
              "t5"."storefront",
              "t5"."today"
            FROM "storefront" AS "t5"
          ) AS "t22"
        ) AS "t29"
        GROUP BY
          1,
          2
      ) AS "t31"
        ON "t10"."customer_id" = "t31"."customer_id"
        AND "t10"."storefront" = "t31"."storefront"
      LEFT OUTER JOIN (
        SELECT
          "t8"."customer_id",
          "t8"."topic",
          MAX("t8"."day") AS "topic_last_day",
          MAX("t8"."local_date") AS "topic_last_date"
        FROM "heard" AS "t8"
        GROUP BY
          1,
          2
      ) AS "t28"
        ON "t10"."customer_id" = "t28"."customer_id" AND "t10"."topic" = "t28"."topic"
      LEFT OUTER JOIN "said" AS "t13"
        ON "t10"."customer_id" = "t13"."customer_id"
        AND "t10"."storefront" = "t13"."storefront"
        AND "t10"."program" = "t13"."program"
        AND "t10"."about" = "t13"."about"
        AND "t10"."occasion" = "t13"."occasion"
      LEFT OUTER JOIN "response" AS "t14"
        ON "t10"."program" = "t14"."program"
      LEFT OUTER JOIN (
        SELECT
          "t9"."customer_id",
          "t9"."storefront",
          "t9"."margin_a_year_minor"
        FROM "profile" AS "t9"
      ) AS "t27"
        ON "t10"."customer_id" = "t27"."customer_id"
        AND "t10"."storefront" = "t27"."storefront"
    ) AS "t32"
  ) AS "t33"
)
SELECT
  "t43"."customer_id",
  "t43"."storefront",
  "t43"."program",
  "t43"."topic",
  "t43"."nature",
  "t43"."about",
  "t43"."occasion",
  "t43"."gain_minor",
  "t43"."worth_minor",
  "t43"."mailbox_id",
  "t43"."language",
  "t43"."country",
  "t43"."zone",
  "t43"."currency",
  "t43"."reason_key",
  CASE WHEN "t43"."reason_key" IS NULL THEN 'send' ELSE 'refused' END AS "verdict",
  CASE
    WHEN "t43"."reason_key" = 'unwanted_topic'
    THEN CAST("t43"."chosen_date" AS TEXT)
    ELSE NULL
  END AS "reason_chosen_on",
  CASE
    WHEN "t43"."reason_key" = 'too_often'
    THEN CAST(CASE
      WHEN "t43"."sensitivity" = 'important'
      THEN 90
      WHEN "t43"."sensitivity" = 'monthly'
      THEN 30
      WHEN "t43"."sensitivity" = 'weekly'
      THEN 7
      ELSE 0
    END AS TEXT)
    WHEN "t43"."reason_key" = 'over_cap'
    THEN CAST(30 AS TEXT)
    WHEN "t43"."reason_key" = 'too_soon'
    THEN CAST(3 AS TEXT)
    ELSE NULL
  END AS "reason_days",
  CASE
    WHEN "t43"."reason_key" = 'over_cap'
    THEN CAST("t43"."heard_count" AS TEXT)
    ELSE NULL
  END AS "reason_heard",
  CASE
    WHEN "t43"."reason_key" = 'too_often'
    THEN CAST("t43"."topic_last_date" AS TEXT)
    WHEN "t43"."reason_key" = 'too_soon'
    THEN CAST("t43"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last_on",
  CASE WHEN "t43"."reason_key" = 'over_cap' THEN CAST(4 AS TEXT) ELSE NULL END AS "reason_limit",
  CASE
    WHEN "t43"."reason_key" = 'already_said'
    THEN CAST("t43"."said_date" AS TEXT)
    ELSE NULL
  END AS "reason_said_on",
  CASE
    WHEN "t43"."reason_key" = 'suppressed'
    THEN CAST("t43"."suppressed_date" AS TEXT)
    WHEN "t43"."reason_key" = 'complained'
    THEN CAST("t43"."complained_date" AS TEXT)
    WHEN "t43"."reason_key" = 'withdrawn'
    THEN CAST("t43"."consent_date" AS TEXT)
    WHEN "t43"."reason_key" = 'lapsed'
    THEN CAST("t43"."consent_date" AS TEXT)
    ELSE NULL
  END AS "reason_since",
  CASE
    WHEN "t43"."reason_key" = 'lapsed'
    THEN CAST(CAST("t43"."expires_at" AS DATE) AS TEXT)
    WHEN "t43"."reason_key" = 'pausing'
    THEN CAST("t43"."paused_until" AS TEXT)
    ELSE NULL
  END AS "reason_until",
  CASE WHEN "t43"."reason_key" = 'outbid' THEN "t43"."winner" ELSE NULL END AS "reason_winner"
FROM (
  SELECT
    "t42"."customer_id",
    "t42"."storefront",
    "t42"."program",
    "t42"."topic",
    "t42"."nature",
    "t42"."prior",
    "t42"."about",
    "t42"."occasion",
    "t42"."gain_minor",
    "t42"."today",
    "t42"."currency",
    "t42"."as_of",
    "t42"."mailbox_id",
    "t42"."language",
    "t42"."country",
    "t42"."zone",
    "t42"."ground",
    "t42"."action",
    "t42"."evidence",
    "t42"."expires_at",
    "t42"."may",
    "t42"."consent_date",
    "t42"."suppressed",
    "t42"."complained",
    "t42"."suppressed_date",
    "t42"."complained_date",
    "t42"."sensitivity",
    "t42"."paused_until",
    "t42"."chosen_date",
    "t42"."heard_count",
    "t42"."last_day",
    "t42"."last_date",
    "t42"."topic_last_day",
    "t42"."topic_last_date",
    "t42"."said_date",
    "t42"."sent",
    "t42"."answers",
    "t42"."regrets",
    "t42"."margin_a_year_minor",
    "t42"."worth_minor",
    CASE
      WHEN "t42"."bids"
      AND NOT (
        "t42"."bids"
        AND (
          "t42"."program" = "t42"."best_program"
        )
        AND (
          "t42"."about" = "t42"."best_about"
        )
        AND (
          "t42"."occasion" = "t42"."best_occasion"
        )
        AND (
          "t42"."storefront" = "t42"."best_storefront"
        )
      )
      THEN 'outbid'
      ELSE "t42"."reason_key"
    END AS "reason_key",
    "t42"."bids",
    "t42"."winner",
    "t42"."best_program",
    "t42"."best_about",
    "t42"."best_occasion",
    "t42"."best_storefront"
  FROM (
    SELECT
      "t38"."customer_id",
      "t38"."storefront",
      "t38"."program",
      "t38"."topic",
      "t38"."nature",
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
      "t38"."ground",
      "t38"."action",
      "t38"."evidence",
      "t38"."expires_at",
      "t38"."may",
      "t38"."consent_date",
      "t38"."suppressed",
      "t38"."complained",
      "t38"."suppressed_date",
      "t38"."complained_date",
      "t38"."sensitivity",
      "t38"."paused_until",
      "t38"."chosen_date",
      "t38"."heard_count",
      "t38"."last_day",
      "t38"."last_date",
      "t38"."topic_last_day",
      "t38"."topic_last_date",
      "t38"."said_date",
      "t38"."sent",
      "t38"."answers",
      "t38"."regrets",
      "t38"."margin_a_year_minor",
      "t38"."worth_minor",
      "t38"."reason_key",
      "t38"."bids",
      "t41"."winner",
      "t41"."best_program",
      "t41"."best_about",
      "t41"."best_occasion",
      "t41"."best_storefront"
    FROM (
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
        "t35"."heard_count",
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
        "t35"."reason_key",
        (
          "t35"."reason_key" IS NULL
        ) AND (
          "t35"."nature" = 'marketing'
        ) AS "bids"
      FROM "t34" AS "t35"
    ) AS "t38"
    LEFT OUTER JOIN (
      SELECT
        "t39"."customer_id",
        "t39"."best"."program" AS "winner",
        "t39"."best"."program" AS "best_program",
        "t39"."best"."about" AS "best_about",
        "t39"."best"."occasion" AS "best_occasion",
        "t39"."best"."storefront" AS "best_storefront"
      FROM (
        SELECT
          "t37"."customer_id",
          MIN(
            {'less': -(
              "t37"."worth_minor"
            ), 'program': "t37"."program", 'about': "t37"."about", 'occasion': "t37"."occasion", 'storefront': "t37"."storefront"}
          ) AS "best"
        FROM (
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
            "t35"."heard_count",
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
            "t35"."reason_key",
            (
              "t35"."reason_key" IS NULL
            ) AND (
              "t35"."nature" = 'marketing'
            ) AS "bids"
          FROM "t34" AS "t35"
          WHERE
            (
              "t35"."reason_key" IS NULL
            ) AND (
              "t35"."nature" = 'marketing'
            )
        ) AS "t37"
        GROUP BY
          1
      ) AS "t39"
    ) AS "t41"
      ON "t38"."customer_id" = "t41"."customer_id"
  ) AS "t42"
) AS "t43"
