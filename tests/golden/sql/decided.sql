SELECT
  "t58"."customer_id",
  "t58"."storefront",
  "t58"."program",
  "t58"."topic",
  "t58"."nature",
  "t58"."about",
  "t58"."occasion",
  "t58"."gain_minor",
  "t58"."worth_minor",
  "t58"."mailbox_id",
  "t58"."language",
  "t58"."country",
  "t58"."zone",
  "t58"."currency",
  "t58"."reason_key",
  CASE WHEN "t58"."reason_key" IS NULL THEN 'send' ELSE 'refused' END AS "verdict",
  CASE
    WHEN "t58"."reason_key" = 'unwanted_topic'
    THEN CAST("t58"."chosen_date" AS TEXT)
    ELSE NULL
  END AS "reason_chosen_on",
  CASE
    WHEN "t58"."reason_key" = 'too_often'
    THEN CAST(CASE
      WHEN "t58"."sensitivity" = 'important'
      THEN 90
      WHEN "t58"."sensitivity" = 'monthly'
      THEN 30
      WHEN "t58"."sensitivity" = 'weekly'
      THEN 7
      ELSE 0
    END AS TEXT)
    WHEN "t58"."reason_key" = 'over_cap'
    THEN CAST(30 AS TEXT)
    WHEN "t58"."reason_key" = 'too_soon'
    THEN CAST(3 AS TEXT)
    ELSE NULL
  END AS "reason_days",
  CASE
    WHEN "t58"."reason_key" = 'over_cap'
    THEN CAST("t58"."heard_count" AS TEXT)
    ELSE NULL
  END AS "reason_heard",
  CASE
    WHEN "t58"."reason_key" = 'too_often'
    THEN CAST("t58"."topic_last_date" AS TEXT)
    WHEN "t58"."reason_key" = 'too_soon'
    THEN CAST("t58"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last_on",
  CASE WHEN "t58"."reason_key" = 'over_cap' THEN CAST(4 AS TEXT) ELSE NULL END AS "reason_limit",
  CASE
    WHEN "t58"."reason_key" = 'already_said'
    THEN CAST("t58"."said_date" AS TEXT)
    ELSE NULL
  END AS "reason_said_on",
  CASE
    WHEN "t58"."reason_key" = 'suppressed'
    THEN CAST("t58"."suppressed_date" AS TEXT)
    WHEN "t58"."reason_key" = 'complained'
    THEN CAST("t58"."complained_date" AS TEXT)
    WHEN "t58"."reason_key" = 'withdrawn'
    THEN CAST("t58"."consent_date" AS TEXT)
    WHEN "t58"."reason_key" = 'lapsed'
    THEN CAST("t58"."consent_date" AS TEXT)
    ELSE NULL
  END AS "reason_since",
  CASE
    WHEN "t58"."reason_key" = 'lapsed'
    THEN CAST(CAST("t58"."expires_at" AS DATE) AS TEXT)
    WHEN "t58"."reason_key" = 'pausing'
    THEN CAST("t58"."paused_until" AS TEXT)
    ELSE NULL
  END AS "reason_until",
  CASE WHEN "t58"."reason_key" = 'outbid' THEN "t58"."winner" ELSE NULL END AS "reason_winner"
FROM (
  SELECT
    "t57"."customer_id",
    "t57"."storefront",
    "t57"."program",
    "t57"."topic",
    "t57"."nature",
    "t57"."prior",
    "t57"."about",
    "t57"."occasion",
    "t57"."gain_minor",
    "t57"."today",
    "t57"."currency",
    "t57"."as_of",
    "t57"."mailbox_id",
    "t57"."language",
    "t57"."country",
    "t57"."zone",
    "t57"."ground",
    "t57"."action",
    "t57"."evidence",
    "t57"."expires_at",
    "t57"."may",
    "t57"."consent_date",
    "t57"."suppressed",
    "t57"."complained",
    "t57"."suppressed_date",
    "t57"."complained_date",
    "t57"."sensitivity",
    "t57"."paused_until",
    "t57"."chosen_date",
    "t57"."heard_count",
    "t57"."last_day",
    "t57"."last_date",
    "t57"."topic_last_day",
    "t57"."topic_last_date",
    "t57"."said_date",
    "t57"."sent",
    "t57"."answers",
    "t57"."regrets",
    "t57"."margin_a_year_minor",
    "t57"."worth_minor",
    CASE
      WHEN "t57"."bids" AND (
        "t57"."place" > 0
      )
      THEN 'outbid'
      ELSE "t57"."reason_key"
    END AS "reason_key",
    "t57"."bids",
    "t57"."place",
    MAX(
      CASE
        WHEN "t57"."bids" AND (
          "t57"."place" = 0
        )
        THEN "t57"."program"
        ELSE NULL
      END
    ) OVER (
      PARTITION BY "t57"."customer_id"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "winner"
  FROM (
    SELECT
      "t56"."customer_id",
      "t56"."storefront",
      "t56"."program",
      "t56"."topic",
      "t56"."nature",
      "t56"."prior",
      "t56"."about",
      "t56"."occasion",
      "t56"."gain_minor",
      "t56"."today",
      "t56"."currency",
      "t56"."as_of",
      "t56"."mailbox_id",
      "t56"."language",
      "t56"."country",
      "t56"."zone",
      "t56"."ground",
      "t56"."action",
      "t56"."evidence",
      "t56"."expires_at",
      "t56"."may",
      "t56"."consent_date",
      "t56"."suppressed",
      "t56"."complained",
      "t56"."suppressed_date",
      "t56"."complained_date",
      "t56"."sensitivity",
      "t56"."paused_until",
      "t56"."chosen_date",
      "t56"."heard_count",
      "t56"."last_day",
      "t56"."last_date",
      "t56"."topic_last_day",
      "t56"."topic_last_date",
      "t56"."said_date",
      "t56"."sent",
      "t56"."answers",
      "t56"."regrets",
      "t56"."margin_a_year_minor",
      "t56"."worth_minor",
      "t56"."reason_key",
      (
        "t56"."reason_key" IS NULL
      ) AND (
        "t56"."nature" = 'marketing'
      ) AS "bids",
      ROW_NUMBER() OVER (
        PARTITION BY "t56"."customer_id", (
          "t56"."reason_key" IS NULL
        ) AND (
          "t56"."nature" = 'marketing'
        )
        ORDER BY "t56"."worth_minor" DESC, "t56"."program" ASC, "t56"."about" ASC, "t56"."occasion" ASC, "t56"."storefront" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "place"
    FROM (
      SELECT
        "t55"."customer_id",
        "t55"."storefront",
        "t55"."program",
        "t55"."topic",
        "t55"."nature",
        "t55"."prior",
        "t55"."about",
        "t55"."occasion",
        "t55"."gain_minor",
        "t55"."today",
        "t55"."currency",
        "t55"."as_of",
        "t55"."mailbox_id",
        "t55"."language",
        "t55"."country",
        "t55"."zone",
        "t55"."ground",
        "t55"."action",
        "t55"."evidence",
        "t55"."expires_at",
        "t55"."may",
        "t55"."consent_date",
        "t55"."suppressed",
        "t55"."complained",
        "t55"."suppressed_date",
        "t55"."complained_date",
        "t55"."sensitivity",
        "t55"."paused_until",
        "t55"."chosen_date",
        "t55"."heard_count",
        "t55"."last_day",
        "t55"."last_date",
        "t55"."topic_last_day",
        "t55"."topic_last_date",
        "t55"."said_date",
        "t55"."sent",
        "t55"."answers",
        "t55"."regrets",
        "t55"."margin_a_year_minor",
        "t55"."worth_minor",
        CASE
          WHEN COALESCE("t55"."mailbox_id" IS NULL, FALSE)
          THEN 'no_address'
          WHEN COALESCE("t55"."suppressed", FALSE)
          THEN 'suppressed'
          WHEN COALESCE("t55"."said_date" IS NOT NULL, FALSE)
          THEN 'already_said'
          WHEN COALESCE((
            "t55"."nature" = 'marketing'
          ) AND "t55"."complained", FALSE)
          THEN 'complained'
          WHEN COALESCE(
            (
              "t55"."nature" = 'marketing'
            )
            AND (
              NOT (
                "t55"."may"
              ) AND (
                "t55"."consent_date" IS NOT NULL
              )
            ),
            FALSE
          )
          THEN 'withdrawn'
          WHEN COALESCE((
            "t55"."nature" = 'marketing'
          ) AND NOT (
            "t55"."may"
          ), FALSE)
          THEN 'no_consent'
          WHEN COALESCE(
            (
              "t55"."nature" = 'marketing'
            )
            AND (
              (
                "t55"."expires_at" IS NOT NULL
              )
              AND (
                "t55"."expires_at" <= "t55"."as_of"
              )
            ),
            FALSE
          )
          THEN 'lapsed'
          WHEN COALESCE((
            "t55"."nature" = 'marketing'
          ) AND (
            "t55"."sensitivity" = 'never'
          ), FALSE)
          THEN 'unwanted_topic'
          WHEN COALESCE(
            (
              "t55"."nature" = 'marketing'
            ) AND (
              "t55"."paused_until" > "t55"."today"
            ),
            FALSE
          )
          THEN 'pausing'
          WHEN COALESCE(
            (
              "t55"."nature" = 'marketing'
            )
            AND (
              (
                "t55"."topic_last_day" + CASE
                  WHEN "t55"."sensitivity" = 'important'
                  THEN 90
                  WHEN "t55"."sensitivity" = 'monthly'
                  THEN 30
                  WHEN "t55"."sensitivity" = 'weekly'
                  THEN 7
                  ELSE 0
                END
              ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t55"."today")
            ),
            FALSE
          )
          THEN 'too_often'
          WHEN COALESCE((
            "t55"."nature" = 'marketing'
          ) AND (
            "t55"."heard_count" >= 4
          ), FALSE)
          THEN 'over_cap'
          WHEN COALESCE(
            (
              "t55"."nature" = 'marketing'
            )
            AND (
              (
                "t55"."last_day" + 3
              ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t55"."today")
            ),
            FALSE
          )
          THEN 'too_soon'
          WHEN COALESCE((
            "t55"."nature" = 'marketing'
          ) AND (
            "t55"."worth_minor" IS NULL
          ), FALSE)
          THEN 'no_rate'
          WHEN COALESCE((
            "t55"."nature" = 'marketing'
          ) AND (
            "t55"."worth_minor" <= 0
          ), FALSE)
          THEN 'not_worth_it'
          ELSE NULL
        END AS "reason_key"
      FROM (
        SELECT
          "t54"."customer_id",
          "t54"."storefront",
          "t54"."program",
          "t54"."topic",
          "t54"."nature",
          "t54"."prior",
          "t54"."about",
          "t54"."occasion",
          "t54"."gain_minor",
          "t54"."today",
          "t54"."currency",
          "t54"."as_of",
          "t54"."mailbox_id",
          "t54"."language",
          "t54"."country",
          "t54"."zone",
          "t54"."ground",
          "t54"."action",
          "t54"."evidence",
          "t54"."expires_at",
          COALESCE("t54"."may", FALSE) AS "may",
          "t54"."consent_date",
          COALESCE("t54"."suppressed", FALSE) AS "suppressed",
          COALESCE("t54"."complained", FALSE) AS "complained",
          "t54"."suppressed_date",
          "t54"."complained_date",
          "t54"."sensitivity",
          "t54"."paused_until",
          "t54"."chosen_date",
          COALESCE("t54"."heard_count", 0) AS "heard_count",
          "t54"."last_day",
          "t54"."last_date",
          "t54"."topic_last_day",
          "t54"."topic_last_date",
          "t54"."said_date",
          "t54"."sent",
          "t54"."answers",
          "t54"."regrets",
          "t54"."margin_a_year_minor",
          CASE
            WHEN "t54"."nature" = 'marketing'
            THEN CAST(ROUND(
              (
                CAST("t54"."gain_minor" AS DOUBLE) * (
                  (
                    (
                      "t54"."prior" * 300.0
                    ) + (
                      CAST(COALESCE("t54"."answers", 0) AS DOUBLE) * 0.25
                    )
                  ) / (
                    CAST(COALESCE("t54"."sent", 0) AS DOUBLE) + 300.0
                  )
                )
              ) - (
                (
                  (
                    CAST(COALESCE("t54"."regrets", 0) AS DOUBLE) + 0.9
                  ) / (
                    CAST(COALESCE("t54"."sent", 0) AS DOUBLE) + 300.0
                  )
                ) * GREATEST(CAST(COALESCE("t54"."margin_a_year_minor", 0) AS DOUBLE) * 0.2, 0.0) * (
                  CAST(COALESCE("t54"."heard_count", 0) AS DOUBLE) + 1.0
                )
              ),
              3
            ) AS DOUBLE)
            ELSE NULL
          END AS "worth_minor"
        FROM (
          SELECT
            "t53".*
            EXCLUDE ("customer_id_right", "storefront_right")
          FROM (
            SELECT
              "t52"."customer_id",
              "t52"."storefront",
              "t52"."program",
              "t52"."topic",
              "t52"."nature",
              "t52"."prior",
              "t52"."about",
              "t52"."occasion",
              "t52"."gain_minor",
              "t52"."today",
              "t52"."currency",
              "t52"."as_of",
              "t52"."mailbox_id",
              "t52"."language",
              "t52"."country",
              "t52"."zone",
              "t52"."ground",
              "t52"."action",
              "t52"."evidence",
              "t52"."expires_at",
              "t52"."may",
              "t52"."consent_date",
              "t52"."suppressed",
              "t52"."complained",
              "t52"."suppressed_date",
              "t52"."complained_date",
              "t52"."sensitivity",
              "t52"."paused_until",
              "t52"."chosen_date",
              "t52"."heard_count",
              "t52"."last_day",
              "t52"."last_date",
              "t52"."topic_last_day",
              "t52"."topic_last_date",
              "t52"."said_date",
              "t52"."sent",
              "t52"."answers",
              "t52"."regrets",
              "t22"."customer_id" AS "customer_id_right",
              "t22"."storefront" AS "storefront_right",
              "t22"."margin_a_year_minor"
            FROM (
              SELECT
                "t50".*
                EXCLUDE ("program_right")
              FROM (
                SELECT
                  "t49"."customer_id",
                  "t49"."storefront",
                  "t49"."program",
                  "t49"."topic",
                  "t49"."nature",
                  "t49"."prior",
                  "t49"."about",
                  "t49"."occasion",
                  "t49"."gain_minor",
                  "t49"."today",
                  "t49"."currency",
                  "t49"."as_of",
                  "t49"."mailbox_id",
                  "t49"."language",
                  "t49"."country",
                  "t49"."zone",
                  "t49"."ground",
                  "t49"."action",
                  "t49"."evidence",
                  "t49"."expires_at",
                  "t49"."may",
                  "t49"."consent_date",
                  "t49"."suppressed",
                  "t49"."complained",
                  "t49"."suppressed_date",
                  "t49"."complained_date",
                  "t49"."sensitivity",
                  "t49"."paused_until",
                  "t49"."chosen_date",
                  "t49"."heard_count",
                  "t49"."last_day",
                  "t49"."last_date",
                  "t49"."topic_last_day",
                  "t49"."topic_last_date",
                  "t49"."said_date",
                  "t10"."program" AS "program_right",
                  "t10"."sent",
                  "t10"."answers",
                  "t10"."regrets"
                FROM (
                  SELECT
                    "t47".*
                    EXCLUDE ("about_right", "customer_id_right", "occasion_right", "program_right", "storefront_right")
                  FROM (
                    SELECT
                      "t46"."customer_id",
                      "t46"."storefront",
                      "t46"."program",
                      "t46"."topic",
                      "t46"."nature",
                      "t46"."prior",
                      "t46"."about",
                      "t46"."occasion",
                      "t46"."gain_minor",
                      "t46"."today",
                      "t46"."currency",
                      "t46"."as_of",
                      "t46"."mailbox_id",
                      "t46"."language",
                      "t46"."country",
                      "t46"."zone",
                      "t46"."ground",
                      "t46"."action",
                      "t46"."evidence",
                      "t46"."expires_at",
                      "t46"."may",
                      "t46"."consent_date",
                      "t46"."suppressed",
                      "t46"."complained",
                      "t46"."suppressed_date",
                      "t46"."complained_date",
                      "t46"."sensitivity",
                      "t46"."paused_until",
                      "t46"."chosen_date",
                      "t46"."heard_count",
                      "t46"."last_day",
                      "t46"."last_date",
                      "t46"."topic_last_day",
                      "t46"."topic_last_date",
                      "t11"."customer_id" AS "customer_id_right",
                      "t11"."storefront" AS "storefront_right",
                      "t11"."program" AS "program_right",
                      "t11"."about" AS "about_right",
                      "t11"."occasion" AS "occasion_right",
                      "t11"."said_date"
                    FROM (
                      SELECT
                        "t44".*
                        EXCLUDE ("customer_id_right", "topic_right")
                      FROM (
                        SELECT
                          "t43"."customer_id",
                          "t43"."storefront",
                          "t43"."program",
                          "t43"."topic",
                          "t43"."nature",
                          "t43"."prior",
                          "t43"."about",
                          "t43"."occasion",
                          "t43"."gain_minor",
                          "t43"."today",
                          "t43"."currency",
                          "t43"."as_of",
                          "t43"."mailbox_id",
                          "t43"."language",
                          "t43"."country",
                          "t43"."zone",
                          "t43"."ground",
                          "t43"."action",
                          "t43"."evidence",
                          "t43"."expires_at",
                          "t43"."may",
                          "t43"."consent_date",
                          "t43"."suppressed",
                          "t43"."complained",
                          "t43"."suppressed_date",
                          "t43"."complained_date",
                          "t43"."sensitivity",
                          "t43"."paused_until",
                          "t43"."chosen_date",
                          "t43"."heard_count",
                          "t43"."last_day",
                          "t43"."last_date",
                          "t28"."customer_id" AS "customer_id_right",
                          "t28"."topic" AS "topic_right",
                          "t28"."topic_last_day",
                          "t28"."topic_last_date"
                        FROM (
                          SELECT
                            "t41".*
                            EXCLUDE ("customer_id_right", "storefront_right")
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
                              "t34"."customer_id" AS "customer_id_right",
                              "t34"."storefront" AS "storefront_right",
                              "t34"."heard_count",
                              "t34"."last_day",
                              "t34"."last_date"
                            FROM (
                              SELECT
                                "t38".*
                                EXCLUDE ("customer_id_right", "topic_right")
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
                                  "t13"."customer_id" AS "customer_id_right",
                                  "t13"."topic" AS "topic_right",
                                  "t13"."sensitivity",
                                  "t13"."paused_until",
                                  "t13"."chosen_date"
                                FROM (
                                  SELECT
                                    "t35".*
                                    EXCLUDE ("mailbox_id_right")
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
                                      "t14"."mailbox_id" AS "mailbox_id_right",
                                      "t14"."ground",
                                      "t14"."action",
                                      "t14"."evidence",
                                      "t14"."expires_at",
                                      "t14"."may",
                                      "t14"."consent_date",
                                      "t14"."suppressed",
                                      "t14"."complained",
                                      "t14"."suppressed_date",
                                      "t14"."complained_date"
                                    FROM (
                                      SELECT
                                        "t30".*
                                        EXCLUDE ("customer_id_right", "storefront_right")
                                      FROM (
                                        SELECT
                                          "t15"."customer_id",
                                          "t15"."storefront",
                                          "t15"."program",
                                          "t15"."topic",
                                          "t15"."nature",
                                          "t15"."prior",
                                          "t15"."about",
                                          "t15"."occasion",
                                          "t15"."gain_minor",
                                          "t25"."today",
                                          "t25"."currency",
                                          "t26"."as_of",
                                          "t27"."customer_id" AS "customer_id_right",
                                          "t27"."storefront" AS "storefront_right",
                                          "t27"."mailbox_id",
                                          "t27"."language",
                                          "t27"."country",
                                          "t27"."zone"
                                        FROM "candidate" AS "t15"
                                        INNER JOIN (
                                          SELECT
                                            "t5"."storefront",
                                            "t5"."today",
                                            "t5"."currency"
                                          FROM "storefront" AS "t5"
                                        ) AS "t25"
                                          ON "t15"."storefront" = "t25"."storefront"
                                        CROSS JOIN (
                                          SELECT
                                            *
                                          FROM "now" AS "t8"
                                        ) AS "t26"
                                        LEFT OUTER JOIN (
                                          SELECT
                                            *
                                          FROM "contact" AS "t9"
                                        ) AS "t27"
                                          ON "t15"."customer_id" = "t27"."customer_id"
                                          AND "t15"."storefront" = "t27"."storefront"
                                      ) AS "t30"
                                    ) AS "t32"
                                    LEFT OUTER JOIN "standing" AS "t14"
                                      ON "t32"."mailbox_id" = "t14"."mailbox_id"
                                  ) AS "t35"
                                ) AS "t37"
                                LEFT OUTER JOIN "preference" AS "t13"
                                  ON "t37"."customer_id" = "t13"."customer_id" AND "t37"."topic" = "t13"."topic"
                              ) AS "t38"
                            ) AS "t40"
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
                                  "t17"."customer_id",
                                  "t17"."program",
                                  "t17"."topic",
                                  "t17"."intent",
                                  "t17"."at",
                                  "t17"."local_date",
                                  "t17"."day",
                                  "t24"."storefront",
                                  "t24"."today"
                                FROM (
                                  SELECT
                                    "t3".*
                                    EXCLUDE ("storefront")
                                  FROM "heard" AS "t3"
                                ) AS "t17"
                                CROSS JOIN (
                                  SELECT
                                    "t5"."storefront",
                                    "t5"."today"
                                  FROM "storefront" AS "t5"
                                ) AS "t24"
                              ) AS "t29"
                              GROUP BY
                                1,
                                2
                            ) AS "t34"
                              ON "t40"."customer_id" = "t34"."customer_id"
                              AND "t40"."storefront" = "t34"."storefront"
                          ) AS "t41"
                        ) AS "t43"
                        LEFT OUTER JOIN (
                          SELECT
                            "t3"."customer_id",
                            "t3"."topic",
                            MAX("t3"."day") AS "topic_last_day",
                            MAX("t3"."local_date") AS "topic_last_date"
                          FROM "heard" AS "t3"
                          GROUP BY
                            1,
                            2
                        ) AS "t28"
                          ON "t43"."customer_id" = "t28"."customer_id" AND "t43"."topic" = "t28"."topic"
                      ) AS "t44"
                    ) AS "t46"
                    LEFT OUTER JOIN "said" AS "t11"
                      ON "t46"."customer_id" = "t11"."customer_id"
                      AND "t46"."storefront" = "t11"."storefront"
                      AND "t46"."program" = "t11"."program"
                      AND "t46"."about" = "t11"."about"
                      AND "t46"."occasion" = "t11"."occasion"
                  ) AS "t47"
                ) AS "t49"
                LEFT OUTER JOIN "response" AS "t10"
                  ON "t49"."program" = "t10"."program"
              ) AS "t50"
            ) AS "t52"
            LEFT OUTER JOIN (
              SELECT
                "t0"."customer_id",
                "t0"."storefront",
                "t0"."margin_a_year_minor"
              FROM "profile" AS "t0"
            ) AS "t22"
              ON "t52"."customer_id" = "t22"."customer_id"
              AND "t52"."storefront" = "t22"."storefront"
          ) AS "t53"
        ) AS "t54"
      ) AS "t55"
    ) AS "t56"
  ) AS "t57"
) AS "t58"
