WITH "t69" AS (
  SELECT
    "t68"."customer_id",
    "t68"."storefront",
    "t68"."program",
    "t68"."topic",
    "t68"."nature",
    "t68"."purpose",
    "t68"."profiles",
    "t68"."by_post",
    "t68"."prior",
    "t68"."prior_by_post",
    "t68"."about",
    "t68"."occasion",
    "t68"."gain_minor",
    "t68"."variant",
    "t68"."today",
    "t68"."currency",
    "t68"."letter_cost_minor",
    "t68"."as_of",
    "t68"."mailbox_id",
    "t68"."language",
    "t68"."country",
    "t68"."zone",
    "t68"."suppressed",
    "t68"."complained",
    "t68"."suppressed_date",
    "t68"."complained_date",
    "t68"."claimed",
    "t68"."ground",
    "t68"."action",
    "t68"."evidence",
    "t68"."expires_at",
    "t68"."consent_date",
    "t68"."may",
    "t68"."unprofiled_date",
    "t68"."postal_id",
    "t68"."post_date",
    "t68"."post_ends",
    "t68"."unprofiled",
    "t68"."sensitivity",
    "t68"."paused_until",
    "t68"."chosen_date",
    "t68"."own_limit",
    "t68"."heard_count",
    "t68"."heard_month",
    "t68"."last_day",
    "t68"."last_date",
    "t68"."topic_last_day",
    "t68"."topic_last_date",
    "t68"."said_date",
    "t68"."sent",
    "t68"."answers",
    "t68"."regrets",
    "t68"."sent_by_post",
    "t68"."answers_by_post",
    "t68"."regrets_by_post",
    "t68"."margin_a_year_minor",
    "t68"."maker",
    "t68"."category",
    "t68"."price_currency",
    "t68"."price_millionths",
    "t68"."thing_stops",
    "t68"."thing_fewer",
    "t68"."thing_rather",
    "t68"."thing_named",
    "t68"."thing_said_date",
    "t68"."maker_stops",
    "t68"."maker_fewer",
    "t68"."maker_rather",
    "t68"."maker_named",
    "t68"."maker_said_date",
    "t68"."category_stops",
    "t68"."category_fewer",
    "t68"."category_rather",
    "t68"."category_named",
    "t68"."category_said_date",
    "t68"."own_dear_millionths",
    "t68"."own_dear_named",
    "t68"."own_dear_date",
    "t68"."own_dear_currency",
    "t68"."dear_millionths",
    "t68"."dear_named",
    "t68"."dear_date",
    "t68"."topic_stops",
    "t68"."topic_fewer",
    "t68"."topic_rather",
    "t68"."topic_named",
    "t68"."topic_said_date",
    "t68"."usual_year_minor",
    "t68"."channel",
    "t68"."worth_minor",
    "t68"."worth_unasked",
    CASE
      WHEN COALESCE("t68"."mailbox_id" IS NULL, FALSE)
      THEN 'no_address'
      WHEN COALESCE("t68"."suppressed", FALSE)
      THEN 'suppressed'
      WHEN COALESCE("t68"."said_date" IS NOT NULL, FALSE)
      THEN 'already_said'
      WHEN COALESCE((
        "t68"."nature" = 'marketing'
      ) AND "t68"."complained", FALSE)
      THEN 'complained'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          NOT (
            "t68"."may"
          ) AND (
            "t68"."consent_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'withdrawn'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          "t68"."claimed" AND (
            "t68"."consent_date" IS NULL
          )
        ),
        FALSE
      )
      THEN 'unproven'
      WHEN COALESCE((
        "t68"."nature" = 'marketing'
      ) AND NOT (
        "t68"."may"
      ), FALSE)
      THEN 'no_consent'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          (
            "t68"."expires_at" IS NOT NULL
          )
          AND (
            "t68"."expires_at" <= "t68"."as_of"
          )
        ),
        FALSE
      )
      THEN 'lapsed'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          "t68"."profiles" AND (
            "t68"."unprofiled_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'unprofiled'
      WHEN COALESCE((
        "t68"."nature" = 'marketing'
      ) AND (
        "t68"."sensitivity" = 'never'
      ), FALSE)
      THEN 'unwanted_topic'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        ) AND (
          "t68"."paused_until" > "t68"."today"
        ),
        FALSE
      )
      THEN 'pausing'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          COALESCE("t68"."thing_stops", FALSE)
          OR COALESCE("t68"."maker_stops", FALSE)
          OR COALESCE("t68"."category_stops", FALSE)
        ),
        FALSE
      )
      THEN 'less_of_this'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND COALESCE(
          (
            "t68"."own_dear_currency" = "t68"."price_currency"
          )
          AND (
            "t68"."price_millionths" >= "t68"."own_dear_millionths"
          ),
          FALSE
        ),
        FALSE
      )
      THEN 'too_dear'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          (
            "t68"."sensitivity" = 'important'
          )
          AND (
            CAST("t68"."gain_minor" AS DOUBLE) < (
              CAST(COALESCE("t68"."margin_a_year_minor", 0) AS DOUBLE) * 0.1
            )
          )
        ),
        FALSE
      )
      THEN 'matters_little'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          (
            "t68"."topic_last_day" + CASE
              WHEN "t68"."sensitivity" = 'important'
              THEN 90
              WHEN "t68"."sensitivity" = 'monthly'
              THEN 30
              WHEN "t68"."sensitivity" = 'weekly'
              THEN 7
              ELSE 0
            END
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t68"."today")
        ),
        FALSE
      )
      THEN 'too_often'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          "t68"."heard_month" >= "t68"."own_limit"
        ),
        FALSE
      )
      THEN 'over_own_limit'
      WHEN COALESCE((
        "t68"."nature" = 'marketing'
      ) AND (
        "t68"."heard_count" >= 4
      ), FALSE)
      THEN 'over_cap'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          (
            "t68"."last_day" + 3
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t68"."today")
        ),
        FALSE
      )
      THEN 'too_soon'
      WHEN COALESCE((
        "t68"."nature" = 'marketing'
      ) AND (
        "t68"."worth_minor" IS NULL
      ), FALSE)
      THEN 'no_rate'
      WHEN COALESCE(
        (
          "t68"."nature" = 'marketing'
        )
        AND (
          "t68"."worth_minor" <= 0
        )
        AND (
          "t68"."worth_unasked" > 0
        ),
        FALSE
      )
      THEN 'less_welcome'
      WHEN COALESCE((
        "t68"."nature" = 'marketing'
      ) AND (
        "t68"."worth_minor" <= 0
      ), FALSE)
      THEN 'not_worth_it'
      ELSE NULL
    END AS "reason_key"
  FROM (
    SELECT
      "t67"."customer_id",
      "t67"."storefront",
      "t67"."program",
      "t67"."topic",
      "t67"."nature",
      "t67"."purpose",
      "t67"."profiles",
      "t67"."by_post",
      "t67"."prior",
      "t67"."prior_by_post",
      "t67"."about",
      "t67"."occasion",
      "t67"."gain_minor",
      "t67"."variant",
      "t67"."today",
      "t67"."currency",
      "t67"."letter_cost_minor",
      "t67"."as_of",
      "t67"."mailbox_id",
      "t67"."language",
      "t67"."country",
      "t67"."zone",
      "t67"."suppressed",
      "t67"."complained",
      "t67"."suppressed_date",
      "t67"."complained_date",
      "t67"."claimed",
      "t67"."ground",
      "t67"."action",
      "t67"."evidence",
      "t67"."expires_at",
      "t67"."consent_date",
      "t67"."may",
      "t67"."unprofiled_date",
      "t67"."postal_id",
      "t67"."post_date",
      "t67"."post_ends",
      "t67"."unprofiled",
      "t67"."sensitivity",
      "t67"."paused_until",
      "t67"."chosen_date",
      "t67"."own_limit",
      "t67"."heard_count",
      "t67"."heard_month",
      "t67"."last_day",
      "t67"."last_date",
      "t67"."topic_last_day",
      "t67"."topic_last_date",
      "t67"."said_date",
      "t67"."sent",
      "t67"."answers",
      "t67"."regrets",
      "t67"."sent_by_post",
      "t67"."answers_by_post",
      "t67"."regrets_by_post",
      "t67"."margin_a_year_minor",
      "t67"."maker",
      "t67"."category",
      "t67"."price_currency",
      "t67"."price_millionths",
      "t67"."thing_stops",
      "t67"."thing_fewer",
      "t67"."thing_rather",
      "t67"."thing_named",
      "t67"."thing_said_date",
      "t67"."maker_stops",
      "t67"."maker_fewer",
      "t67"."maker_rather",
      "t67"."maker_named",
      "t67"."maker_said_date",
      "t67"."category_stops",
      "t67"."category_fewer",
      "t67"."category_rather",
      "t67"."category_named",
      "t67"."category_said_date",
      "t67"."own_dear_millionths",
      "t67"."own_dear_named",
      "t67"."own_dear_date",
      "t67"."own_dear_currency",
      "t67"."dear_millionths",
      "t67"."dear_named",
      "t67"."dear_date",
      "t67"."topic_stops",
      "t67"."topic_fewer",
      "t67"."topic_rather",
      "t67"."topic_named",
      "t67"."topic_said_date",
      "t67"."usual_year_minor",
      "t67"."channel",
      CASE
        WHEN "t67"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            (
              CAST("t67"."gain_minor" AS DOUBLE) * (
                (
                  (
                    (
                      "t67"."prior" * 300.0
                    ) + (
                      CAST(COALESCE("t67"."answers", 0) AS DOUBLE) * 0.25
                    )
                  ) / (
                    CAST(COALESCE("t67"."sent", 0) AS DOUBLE) + 300.0
                  )
                ) * (
                  POWER(
                    0.5,
                    (
                      COALESCE("t67"."thing_fewer", 0.0) + COALESCE("t67"."maker_fewer", 0.0) + COALESCE("t67"."category_fewer", 0.0) + COALESCE("t67"."topic_fewer", 0.0) + CASE
                        WHEN COALESCE("t67"."price_millionths" >= "t67"."dear_millionths", FALSE)
                        THEN 1.0
                        ELSE 0.0
                      END
                    )
                  )
                )
              )
            ) - (
              (
                (
                  CAST(COALESCE("t67"."regrets", 0) AS DOUBLE) + 0.9
                ) / (
                  CAST(COALESCE("t67"."sent", 0) AS DOUBLE) + 300.0
                )
              ) * GREATEST(
                CAST(COALESCE("t67"."margin_a_year_minor", "t67"."usual_year_minor", 0) AS DOUBLE) * 0.2,
                0.0
              ) * (
                CAST("t67"."heard_count" AS DOUBLE) + 1.0
              )
            )
          ) - CASE
            WHEN "t67"."channel" = 'post'
            THEN CAST("t67"."letter_cost_minor" AS DOUBLE)
            ELSE 0.0
          END,
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_minor",
      CASE
        WHEN "t67"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            (
              CAST("t67"."gain_minor" AS DOUBLE) * (
                (
                  (
                    (
                      "t67"."prior" * 300.0
                    ) + (
                      CAST(COALESCE("t67"."answers", 0) AS DOUBLE) * 0.25
                    )
                  ) / (
                    CAST(COALESCE("t67"."sent", 0) AS DOUBLE) + 300.0
                  )
                ) * (
                  POWER(0.5, 0.0)
                )
              )
            ) - (
              (
                (
                  CAST(COALESCE("t67"."regrets", 0) AS DOUBLE) + 0.9
                ) / (
                  CAST(COALESCE("t67"."sent", 0) AS DOUBLE) + 300.0
                )
              ) * GREATEST(
                CAST(COALESCE("t67"."margin_a_year_minor", "t67"."usual_year_minor", 0) AS DOUBLE) * 0.2,
                0.0
              ) * (
                CAST("t67"."heard_count" AS DOUBLE) + 1.0
              )
            )
          ) - CASE
            WHEN "t67"."channel" = 'post'
            THEN CAST("t67"."letter_cost_minor" AS DOUBLE)
            ELSE 0.0
          END,
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_unasked"
    FROM (
      SELECT
        "t66"."customer_id",
        "t66"."storefront",
        "t66"."program",
        "t66"."topic",
        "t66"."nature",
        "t66"."purpose",
        "t66"."profiles",
        "t66"."by_post",
        CASE
          WHEN COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
          THEN "t66"."prior_by_post"
          ELSE "t66"."prior"
        END AS "prior",
        "t66"."prior_by_post",
        "t66"."about",
        "t66"."occasion",
        "t66"."gain_minor",
        "t66"."variant",
        "t66"."today",
        "t66"."currency",
        "t66"."letter_cost_minor",
        "t66"."as_of",
        CASE
          WHEN COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
          THEN "t66"."postal_id"
          ELSE "t66"."mailbox_id"
        END AS "mailbox_id",
        "t66"."language",
        "t66"."country",
        "t66"."zone",
        COALESCE("t66"."suppressed", FALSE)
        AND NOT (
          COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
        ) AS "suppressed",
        COALESCE("t66"."complained", FALSE) AS "complained",
        "t66"."suppressed_date",
        "t66"."complained_date",
        COALESCE("t66"."claimed", FALSE) AS "claimed",
        "t66"."ground",
        "t66"."action",
        "t66"."evidence",
        CASE
          WHEN COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
          THEN "t66"."post_ends"
          ELSE "t66"."expires_at"
        END AS "expires_at",
        CASE
          WHEN COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
          THEN "t66"."post_date"
          ELSE "t66"."consent_date"
        END AS "consent_date",
        COALESCE("t66"."may", FALSE)
        OR (
          COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
        ) AS "may",
        "t66"."unprofiled_date",
        "t66"."postal_id",
        "t66"."post_date",
        "t66"."post_ends",
        "t66"."unprofiled",
        "t66"."sensitivity",
        "t66"."paused_until",
        "t66"."chosen_date",
        "t66"."own_limit",
        COALESCE("t66"."heard_count", 0) AS "heard_count",
        COALESCE("t66"."heard_month", 0) AS "heard_month",
        "t66"."last_day",
        "t66"."last_date",
        "t66"."topic_last_day",
        "t66"."topic_last_date",
        "t66"."said_date",
        CASE
          WHEN COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
          THEN "t66"."sent_by_post"
          ELSE "t66"."sent"
        END AS "sent",
        CASE
          WHEN COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
          THEN "t66"."answers_by_post"
          ELSE "t66"."answers"
        END AS "answers",
        CASE
          WHEN COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
          THEN "t66"."regrets_by_post"
          ELSE "t66"."regrets"
        END AS "regrets",
        "t66"."sent_by_post",
        "t66"."answers_by_post",
        "t66"."regrets_by_post",
        "t66"."margin_a_year_minor",
        "t66"."maker",
        "t66"."category",
        "t66"."price_currency",
        "t66"."price_millionths",
        "t66"."thing_stops",
        "t66"."thing_fewer",
        "t66"."thing_rather",
        "t66"."thing_named",
        "t66"."thing_said_date",
        "t66"."maker_stops",
        "t66"."maker_fewer",
        "t66"."maker_rather",
        "t66"."maker_named",
        "t66"."maker_said_date",
        "t66"."category_stops",
        "t66"."category_fewer",
        "t66"."category_rather",
        "t66"."category_named",
        "t66"."category_said_date",
        "t66"."own_dear_millionths",
        "t66"."own_dear_named",
        "t66"."own_dear_date",
        "t66"."own_dear_currency",
        "t66"."dear_millionths",
        "t66"."dear_named",
        "t66"."dear_date",
        "t66"."topic_stops",
        "t66"."topic_fewer",
        "t66"."topic_rather",
        "t66"."topic_named",
        "t66"."topic_said_date",
        "t66"."usual_year_minor",
        CASE
          WHEN COALESCE(
            "t66"."by_post"
            AND (
              "t66"."nature" = 'marketing'
            )
            AND (
              "t66"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t66"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t66"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t66"."profiles" AND "t66"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t66"."post_ends" <= "t66"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t66"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t66"."may", FALSE)
            AND NOT (
              COALESCE("t66"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t66"."expires_at" <= "t66"."as_of", FALSE)
            )
          )
          THEN 'post'
          ELSE 'email'
        END AS "channel"
      FROM (
        SELECT
          "t19"."customer_id",
          "t19"."storefront",
          "t19"."program",
          "t19"."topic",
          "t19"."nature",
          "t19"."purpose",
          "t19"."profiles",
          "t19"."by_post",
          "t19"."prior",
          "t19"."prior_by_post",
          "t19"."about",
          "t19"."occasion",
          "t19"."gain_minor",
          "t19"."variant",
          "t38"."today",
          "t38"."currency",
          "t38"."letter_cost_minor",
          "t39"."as_of",
          "t40"."mailbox_id",
          "t40"."language",
          "t40"."country",
          "t40"."zone",
          "t20"."suppressed",
          "t20"."complained",
          "t20"."suppressed_date",
          "t20"."complained_date",
          "t21"."claimed",
          "t21"."ground",
          "t21"."action",
          "t21"."evidence",
          "t21"."expires_at",
          "t21"."consent_date",
          "t21"."may",
          "t51"."unprofiled_date",
          "t22"."postal_id",
          "t22"."post_date",
          "t22"."post_ends",
          "t22"."unprofiled",
          "t23"."sensitivity",
          "t23"."paused_until",
          "t23"."chosen_date",
          "t24"."own_limit",
          "t65"."heard_count",
          "t65"."heard_month",
          "t65"."last_day",
          "t65"."last_date",
          "t52"."topic_last_day",
          "t52"."topic_last_date",
          "t25"."said_date",
          "t53"."sent",
          "t53"."answers",
          "t53"."regrets",
          "t54"."sent_by_post",
          "t54"."answers_by_post",
          "t54"."regrets_by_post",
          "t63"."margin_a_year_minor",
          "t44"."maker",
          "t44"."category",
          "t44"."price_currency",
          "t44"."price_millionths",
          "t55"."thing_stops",
          "t55"."thing_fewer",
          "t55"."thing_rather",
          "t55"."thing_named",
          "t55"."thing_said_date",
          "t56"."maker_stops",
          "t56"."maker_fewer",
          "t56"."maker_rather",
          "t56"."maker_named",
          "t56"."maker_said_date",
          "t57"."category_stops",
          "t57"."category_fewer",
          "t57"."category_rather",
          "t57"."category_named",
          "t57"."category_said_date",
          "t59"."own_dear_millionths",
          "t59"."own_dear_named",
          "t59"."own_dear_date",
          "t59"."own_dear_currency",
          "t26"."dear_millionths",
          "t26"."dear_named",
          "t26"."dear_date",
          "t58"."topic_stops",
          "t58"."topic_fewer",
          "t58"."topic_rather",
          "t58"."topic_named",
          "t58"."topic_said_date",
          "t27"."usual_year_minor"
        FROM "candidate" AS "t19"
        INNER JOIN (
          SELECT
            "t9"."storefront",
            "t9"."today",
            "t9"."currency",
            "t9"."letter_cost_minor"
          FROM "storefront" AS "t9"
        ) AS "t38"
          ON "t19"."storefront" = "t38"."storefront"
        CROSS JOIN (
          SELECT
            *
          FROM "now" AS "t10"
        ) AS "t39"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "contact" AS "t11"
        ) AS "t40"
          ON "t19"."customer_id" = "t40"."customer_id"
          AND "t19"."storefront" = "t40"."storefront"
        LEFT OUTER JOIN "standing" AS "t20"
          ON "t40"."mailbox_id" = "t20"."mailbox_id"
        LEFT OUTER JOIN "permission" AS "t21"
          ON "t40"."mailbox_id" = "t21"."mailbox_id" AND "t19"."purpose" = "t21"."purpose"
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
        ) AS "t51"
          ON "t40"."mailbox_id" = "t51"."mailbox_id"
        LEFT OUTER JOIN "by_post" AS "t22"
          ON "t19"."customer_id" = "t22"."customer_id" AND "t19"."purpose" = "t22"."purpose"
        LEFT OUTER JOIN "preference" AS "t23"
          ON "t19"."customer_id" = "t23"."customer_id" AND "t19"."topic" = "t23"."topic"
        LEFT OUTER JOIN "mail_limit" AS "t24"
          ON "t19"."customer_id" = "t24"."customer_id"
        LEFT OUTER JOIN (
          SELECT
            "t61"."customer_id",
            "t61"."storefront",
            SUM(
              CAST((
                DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t61"."today") - "t61"."day"
              ) < 30 AS INT)
            ) AS "heard_count",
            SUM(
              CAST((
                DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t61"."today") - "t61"."day"
              ) < 30 AS INT)
            ) AS "heard_month",
            MAX("t61"."day") AS "last_day",
            MAX("t61"."local_date") AS "last_date"
          FROM (
            SELECT
              "t34"."customer_id",
              "t34"."program",
              "t34"."topic",
              "t34"."intent",
              "t34"."at",
              "t34"."local_date",
              "t34"."channel",
              "t34"."day",
              "t37"."storefront",
              "t37"."today"
            FROM (
              SELECT
                "t12".*
                EXCLUDE ("storefront")
              FROM "heard" AS "t12"
            ) AS "t34"
            CROSS JOIN (
              SELECT
                "t9"."storefront",
                "t9"."today"
              FROM "storefront" AS "t9"
            ) AS "t37"
          ) AS "t61"
          GROUP BY
            1,
            2
        ) AS "t65"
          ON "t19"."customer_id" = "t65"."customer_id"
          AND "t19"."storefront" = "t65"."storefront"
        LEFT OUTER JOIN (
          SELECT
            "t12"."customer_id",
            "t12"."topic",
            MAX("t12"."day") AS "topic_last_day",
            MAX("t12"."local_date") AS "topic_last_date"
          FROM "heard" AS "t12"
          GROUP BY
            1,
            2
        ) AS "t52"
          ON "t19"."customer_id" = "t52"."customer_id" AND "t19"."topic" = "t52"."topic"
        LEFT OUTER JOIN "said" AS "t25"
          ON "t19"."customer_id" = "t25"."customer_id"
          AND "t19"."storefront" = "t25"."storefront"
          AND "t19"."program" = "t25"."program"
          AND "t19"."about" = "t25"."about"
          AND "t19"."occasion" = "t25"."occasion"
        LEFT OUTER JOIN (
          SELECT
            "t13"."program",
            "t13"."sent",
            "t13"."answers",
            "t13"."regrets"
          FROM "response" AS "t13"
          WHERE
            "t13"."channel" = 'email'
        ) AS "t53"
          ON "t19"."program" = "t53"."program"
        LEFT OUTER JOIN (
          SELECT
            "t13"."program",
            "t13"."sent" AS "sent_by_post",
            "t13"."answers" AS "answers_by_post",
            "t13"."regrets" AS "regrets_by_post"
          FROM "response" AS "t13"
          WHERE
            "t13"."channel" = 'post'
        ) AS "t54"
          ON "t19"."program" = "t54"."program"
        LEFT OUTER JOIN (
          SELECT
            "t29"."customer_id",
            "t29"."storefront",
            "t29"."margin_a_year_minor"
          FROM "profile" AS "t29"
          ANTI JOIN (
            SELECT
              *
            FROM "switch" AS "t18"
            WHERE
              "t18"."feature" = 'value' AND NOT (
                "t18"."on"
              )
          ) AS "t60"
            ON "t29"."customer_id" = "t60"."customer_id"
        ) AS "t63"
          ON "t19"."customer_id" = "t63"."customer_id"
          AND "t19"."storefront" = "t63"."storefront"
        LEFT OUTER JOIN (
          SELECT
            "t14"."storefront",
            "t14"."variant",
            "t14"."maker",
            "t14"."category",
            "t14"."price_currency",
            "t14"."unit_price_millionths" AS "price_millionths"
          FROM "catalogue" AS "t14"
        ) AS "t44"
          ON "t19"."storefront" = "t44"."storefront" AND "t19"."variant" = "t44"."variant"
        LEFT OUTER JOIN (
          SELECT
            "t15"."customer_id",
            "t15"."storefront",
            "t15"."which" AS "variant",
            "t15"."stops" AS "thing_stops",
            "t15"."fewer" AS "thing_fewer",
            "t15"."rather" AS "thing_rather",
            "t15"."named" AS "thing_named",
            "t15"."said_date" AS "thing_said_date"
          FROM "taste" AS "t15"
          WHERE
            "t15"."aspect" = 'thing'
        ) AS "t55"
          ON "t19"."customer_id" = "t55"."customer_id"
          AND "t19"."storefront" = "t55"."storefront"
          AND "t19"."variant" = "t55"."variant"
        LEFT OUTER JOIN (
          SELECT
            "t15"."customer_id",
            "t15"."storefront",
            "t15"."which" AS "maker",
            "t15"."stops" AS "maker_stops",
            "t15"."fewer" AS "maker_fewer",
            "t15"."rather" AS "maker_rather",
            "t15"."named" AS "maker_named",
            "t15"."said_date" AS "maker_said_date"
          FROM "taste" AS "t15"
          WHERE
            "t15"."aspect" = 'maker'
        ) AS "t56"
          ON "t19"."customer_id" = "t56"."customer_id"
          AND "t19"."storefront" = "t56"."storefront"
          AND "t44"."maker" = "t56"."maker"
        LEFT OUTER JOIN (
          SELECT
            "t15"."customer_id",
            "t15"."storefront",
            "t15"."which" AS "category",
            "t15"."stops" AS "category_stops",
            "t15"."fewer" AS "category_fewer",
            "t15"."rather" AS "category_rather",
            "t15"."named" AS "category_named",
            "t15"."said_date" AS "category_said_date"
          FROM "taste" AS "t15"
          WHERE
            "t15"."aspect" = 'category'
        ) AS "t57"
          ON "t19"."customer_id" = "t57"."customer_id"
          AND "t19"."storefront" = "t57"."storefront"
          AND "t44"."category" = "t57"."category"
        LEFT OUTER JOIN (
          SELECT
            "t16"."customer_id",
            "t16"."storefront",
            "t16"."which" AS "variant",
            "t16"."unit_price_millionths" AS "own_dear_millionths",
            "t16"."named" AS "own_dear_named",
            "t16"."said_date" AS "own_dear_date",
            "t16"."currency" AS "own_dear_currency"
          FROM "liking" AS "t16"
          WHERE
            "t16"."aspect" = 'price' AND "t16"."direction" = 'less'
        ) AS "t59"
          ON "t19"."customer_id" = "t59"."customer_id"
          AND "t19"."storefront" = "t59"."storefront"
          AND "t19"."variant" = "t59"."variant"
        LEFT OUTER JOIN "too_dear" AS "t26"
          ON "t19"."customer_id" = "t26"."customer_id"
          AND "t19"."storefront" = "t26"."storefront"
          AND "t44"."price_currency" = "t26"."price_currency"
        LEFT OUTER JOIN (
          SELECT
            "t15"."customer_id",
            "t15"."storefront",
            "t15"."which" AS "topic",
            "t15"."stops" AS "topic_stops",
            "t15"."fewer" AS "topic_fewer",
            "t15"."rather" AS "topic_rather",
            "t15"."named" AS "topic_named",
            "t15"."said_date" AS "topic_said_date"
          FROM "taste" AS "t15"
          WHERE
            "t15"."aspect" = 'topic'
        ) AS "t58"
          ON "t19"."customer_id" = "t58"."customer_id"
          AND "t19"."storefront" = "t58"."storefront"
          AND "t19"."topic" = "t58"."topic"
        LEFT OUTER JOIN "usual" AS "t27"
          ON "t19"."storefront" = "t27"."storefront"
      ) AS "t66"
    ) AS "t67"
  ) AS "t68"
)
SELECT
  "t78"."customer_id",
  "t78"."storefront",
  "t78"."program",
  "t78"."topic",
  "t78"."nature",
  "t78"."purpose",
  "t78"."about",
  "t78"."occasion",
  "t78"."variant",
  "t78"."gain_minor",
  "t78"."worth_minor",
  "t78"."channel",
  "t78"."mailbox_id",
  "t78"."language",
  "t78"."country",
  "t78"."zone",
  "t78"."currency",
  "t78"."reason_key",
  CASE WHEN "t78"."reason_key" IS NULL THEN 'send' ELSE 'refused' END AS "verdict",
  CASE WHEN "t78"."reason_key" = 'too_often' THEN "t78"."sensitivity" ELSE NULL END AS "reason_asked",
  CASE
    WHEN "t78"."reason_key" = 'unwanted_topic'
    THEN CAST("t78"."chosen_date" AS TEXT)
    ELSE NULL
  END AS "reason_chosen_on",
  CASE
    WHEN "t78"."reason_key" = 'over_own_limit'
    THEN CAST(30 AS TEXT)
    WHEN "t78"."reason_key" = 'over_cap'
    THEN CAST(30 AS TEXT)
    WHEN "t78"."reason_key" = 'too_soon'
    THEN CAST(3 AS TEXT)
    ELSE NULL
  END AS "reason_days",
  CASE
    WHEN "t78"."reason_key" = 'over_own_limit'
    THEN CAST("t78"."heard_month" AS TEXT)
    WHEN "t78"."reason_key" = 'over_cap'
    THEN CAST("t78"."heard_count" AS TEXT)
    ELSE NULL
  END AS "reason_heard",
  CASE
    WHEN "t78"."reason_key" = 'unwanted_topic'
    THEN CAST("t78"."topic_last_date" AS TEXT)
    WHEN "t78"."reason_key" = 'pausing'
    THEN CAST("t78"."topic_last_date" AS TEXT)
    WHEN "t78"."reason_key" = 'matters_little'
    THEN CAST("t78"."topic_last_date" AS TEXT)
    WHEN "t78"."reason_key" = 'too_often'
    THEN CAST("t78"."topic_last_date" AS TEXT)
    WHEN "t78"."reason_key" = 'over_own_limit'
    THEN CAST("t78"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last",
  CASE
    WHEN "t78"."reason_key" = 'too_soon'
    THEN CAST("t78"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last_on",
  CASE WHEN "t78"."reason_key" = 'over_cap' THEN CAST(4 AS TEXT) ELSE NULL END AS "reason_limit",
  CASE
    WHEN "t78"."reason_key" = 'less_of_this'
    THEN CASE
      WHEN COALESCE("t78"."thing_stops", FALSE)
      THEN "t78"."thing_named"
      WHEN COALESCE("t78"."maker_stops", FALSE)
      THEN "t78"."maker_named"
      WHEN COALESCE("t78"."category_stops", FALSE)
      THEN "t78"."category_named"
      ELSE NULL
    END
    WHEN "t78"."reason_key" = 'too_dear'
    THEN "t78"."own_dear_named"
    WHEN "t78"."reason_key" = 'less_welcome'
    THEN COALESCE("t78"."topic_named", "t78"."maker_named", "t78"."category_named", "t78"."dear_named")
    ELSE NULL
  END AS "reason_named",
  CASE
    WHEN "t78"."reason_key" = 'over_own_limit'
    THEN CAST("t78"."own_limit" AS TEXT)
    ELSE NULL
  END AS "reason_own_limit",
  CASE WHEN "t78"."reason_key" = 'matters_little' THEN CAST(10 AS TEXT) ELSE NULL END AS "reason_percent",
  CASE
    WHEN "t78"."reason_key" = 'withdrawn'
    THEN "t78"."purpose"
    WHEN "t78"."reason_key" = 'unproven'
    THEN "t78"."purpose"
    WHEN "t78"."reason_key" = 'no_consent'
    THEN "t78"."purpose"
    ELSE NULL
  END AS "reason_purpose",
  CASE
    WHEN "t78"."reason_key" = 'already_said'
    THEN CAST("t78"."said_date" AS TEXT)
    WHEN "t78"."reason_key" = 'less_of_this'
    THEN CAST(CASE
      WHEN COALESCE("t78"."thing_stops", FALSE)
      THEN "t78"."thing_said_date"
      WHEN COALESCE("t78"."maker_stops", FALSE)
      THEN "t78"."maker_said_date"
      WHEN COALESCE("t78"."category_stops", FALSE)
      THEN "t78"."category_said_date"
      ELSE NULL
    END AS TEXT)
    WHEN "t78"."reason_key" = 'too_dear'
    THEN CAST("t78"."own_dear_date" AS TEXT)
    WHEN "t78"."reason_key" = 'less_welcome'
    THEN CAST(COALESCE(
      "t78"."topic_said_date",
      "t78"."maker_said_date",
      "t78"."category_said_date",
      "t78"."dear_date"
    ) AS TEXT)
    ELSE NULL
  END AS "reason_said_on",
  CASE
    WHEN "t78"."reason_key" = 'suppressed'
    THEN CAST("t78"."suppressed_date" AS TEXT)
    WHEN "t78"."reason_key" = 'complained'
    THEN CAST("t78"."complained_date" AS TEXT)
    WHEN "t78"."reason_key" = 'withdrawn'
    THEN CAST("t78"."consent_date" AS TEXT)
    WHEN "t78"."reason_key" = 'lapsed'
    THEN CAST("t78"."consent_date" AS TEXT)
    WHEN "t78"."reason_key" = 'unprofiled'
    THEN CAST("t78"."unprofiled_date" AS TEXT)
    ELSE NULL
  END AS "reason_since",
  CASE
    WHEN "t78"."reason_key" = 'unwanted_topic'
    THEN "t78"."topic"
    WHEN "t78"."reason_key" = 'pausing'
    THEN "t78"."topic"
    WHEN "t78"."reason_key" = 'matters_little'
    THEN "t78"."topic"
    WHEN "t78"."reason_key" = 'too_often'
    THEN "t78"."topic"
    ELSE NULL
  END AS "reason_topic",
  CASE
    WHEN "t78"."reason_key" = 'lapsed'
    THEN CAST(CAST("t78"."expires_at" AS DATE) AS TEXT)
    WHEN "t78"."reason_key" = 'pausing'
    THEN CAST("t78"."paused_until" AS TEXT)
    ELSE NULL
  END AS "reason_until",
  CASE WHEN "t78"."reason_key" = 'outbid' THEN "t78"."winner" ELSE NULL END AS "reason_winner"
FROM (
  SELECT
    "t77"."customer_id",
    "t77"."storefront",
    "t77"."program",
    "t77"."topic",
    "t77"."nature",
    "t77"."purpose",
    "t77"."profiles",
    "t77"."by_post",
    "t77"."prior",
    "t77"."prior_by_post",
    "t77"."about",
    "t77"."occasion",
    "t77"."gain_minor",
    "t77"."variant",
    "t77"."today",
    "t77"."currency",
    "t77"."letter_cost_minor",
    "t77"."as_of",
    "t77"."mailbox_id",
    "t77"."language",
    "t77"."country",
    "t77"."zone",
    "t77"."suppressed",
    "t77"."complained",
    "t77"."suppressed_date",
    "t77"."complained_date",
    "t77"."claimed",
    "t77"."ground",
    "t77"."action",
    "t77"."evidence",
    "t77"."expires_at",
    "t77"."consent_date",
    "t77"."may",
    "t77"."unprofiled_date",
    "t77"."postal_id",
    "t77"."post_date",
    "t77"."post_ends",
    "t77"."unprofiled",
    "t77"."sensitivity",
    "t77"."paused_until",
    "t77"."chosen_date",
    "t77"."own_limit",
    "t77"."heard_count",
    "t77"."heard_month",
    "t77"."last_day",
    "t77"."last_date",
    "t77"."topic_last_day",
    "t77"."topic_last_date",
    "t77"."said_date",
    "t77"."sent",
    "t77"."answers",
    "t77"."regrets",
    "t77"."sent_by_post",
    "t77"."answers_by_post",
    "t77"."regrets_by_post",
    "t77"."margin_a_year_minor",
    "t77"."maker",
    "t77"."category",
    "t77"."price_currency",
    "t77"."price_millionths",
    "t77"."thing_stops",
    "t77"."thing_fewer",
    "t77"."thing_rather",
    "t77"."thing_named",
    "t77"."thing_said_date",
    "t77"."maker_stops",
    "t77"."maker_fewer",
    "t77"."maker_rather",
    "t77"."maker_named",
    "t77"."maker_said_date",
    "t77"."category_stops",
    "t77"."category_fewer",
    "t77"."category_rather",
    "t77"."category_named",
    "t77"."category_said_date",
    "t77"."own_dear_millionths",
    "t77"."own_dear_named",
    "t77"."own_dear_date",
    "t77"."own_dear_currency",
    "t77"."dear_millionths",
    "t77"."dear_named",
    "t77"."dear_date",
    "t77"."topic_stops",
    "t77"."topic_fewer",
    "t77"."topic_rather",
    "t77"."topic_named",
    "t77"."topic_said_date",
    "t77"."usual_year_minor",
    "t77"."channel",
    "t77"."worth_minor",
    "t77"."worth_unasked",
    CASE
      WHEN "t77"."bids"
      AND NOT (
        "t77"."bids"
        AND (
          "t77"."program" = "t77"."best_program"
        )
        AND (
          "t77"."about" = "t77"."best_about"
        )
        AND (
          "t77"."occasion" = "t77"."best_occasion"
        )
        AND (
          "t77"."storefront" = "t77"."best_storefront"
        )
      )
      THEN 'outbid'
      ELSE "t77"."reason_key"
    END AS "reason_key",
    "t77"."bids",
    "t77"."winner",
    "t77"."best_program",
    "t77"."best_about",
    "t77"."best_occasion",
    "t77"."best_storefront"
  FROM (
    SELECT
      "t73"."customer_id",
      "t73"."storefront",
      "t73"."program",
      "t73"."topic",
      "t73"."nature",
      "t73"."purpose",
      "t73"."profiles",
      "t73"."by_post",
      "t73"."prior",
      "t73"."prior_by_post",
      "t73"."about",
      "t73"."occasion",
      "t73"."gain_minor",
      "t73"."variant",
      "t73"."today",
      "t73"."currency",
      "t73"."letter_cost_minor",
      "t73"."as_of",
      "t73"."mailbox_id",
      "t73"."language",
      "t73"."country",
      "t73"."zone",
      "t73"."suppressed",
      "t73"."complained",
      "t73"."suppressed_date",
      "t73"."complained_date",
      "t73"."claimed",
      "t73"."ground",
      "t73"."action",
      "t73"."evidence",
      "t73"."expires_at",
      "t73"."consent_date",
      "t73"."may",
      "t73"."unprofiled_date",
      "t73"."postal_id",
      "t73"."post_date",
      "t73"."post_ends",
      "t73"."unprofiled",
      "t73"."sensitivity",
      "t73"."paused_until",
      "t73"."chosen_date",
      "t73"."own_limit",
      "t73"."heard_count",
      "t73"."heard_month",
      "t73"."last_day",
      "t73"."last_date",
      "t73"."topic_last_day",
      "t73"."topic_last_date",
      "t73"."said_date",
      "t73"."sent",
      "t73"."answers",
      "t73"."regrets",
      "t73"."sent_by_post",
      "t73"."answers_by_post",
      "t73"."regrets_by_post",
      "t73"."margin_a_year_minor",
      "t73"."maker",
      "t73"."category",
      "t73"."price_currency",
      "t73"."price_millionths",
      "t73"."thing_stops",
      "t73"."thing_fewer",
      "t73"."thing_rather",
      "t73"."thing_named",
      "t73"."thing_said_date",
      "t73"."maker_stops",
      "t73"."maker_fewer",
      "t73"."maker_rather",
      "t73"."maker_named",
      "t73"."maker_said_date",
      "t73"."category_stops",
      "t73"."category_fewer",
      "t73"."category_rather",
      "t73"."category_named",
      "t73"."category_said_date",
      "t73"."own_dear_millionths",
      "t73"."own_dear_named",
      "t73"."own_dear_date",
      "t73"."own_dear_currency",
      "t73"."dear_millionths",
      "t73"."dear_named",
      "t73"."dear_date",
      "t73"."topic_stops",
      "t73"."topic_fewer",
      "t73"."topic_rather",
      "t73"."topic_named",
      "t73"."topic_said_date",
      "t73"."usual_year_minor",
      "t73"."channel",
      "t73"."worth_minor",
      "t73"."worth_unasked",
      "t73"."reason_key",
      "t73"."bids",
      "t76"."winner",
      "t76"."best_program",
      "t76"."best_about",
      "t76"."best_occasion",
      "t76"."best_storefront"
    FROM (
      SELECT
        "t70"."customer_id",
        "t70"."storefront",
        "t70"."program",
        "t70"."topic",
        "t70"."nature",
        "t70"."purpose",
        "t70"."profiles",
        "t70"."by_post",
        "t70"."prior",
        "t70"."prior_by_post",
        "t70"."about",
        "t70"."occasion",
        "t70"."gain_minor",
        "t70"."variant",
        "t70"."today",
        "t70"."currency",
        "t70"."letter_cost_minor",
        "t70"."as_of",
        "t70"."mailbox_id",
        "t70"."language",
        "t70"."country",
        "t70"."zone",
        "t70"."suppressed",
        "t70"."complained",
        "t70"."suppressed_date",
        "t70"."complained_date",
        "t70"."claimed",
        "t70"."ground",
        "t70"."action",
        "t70"."evidence",
        "t70"."expires_at",
        "t70"."consent_date",
        "t70"."may",
        "t70"."unprofiled_date",
        "t70"."postal_id",
        "t70"."post_date",
        "t70"."post_ends",
        "t70"."unprofiled",
        "t70"."sensitivity",
        "t70"."paused_until",
        "t70"."chosen_date",
        "t70"."own_limit",
        "t70"."heard_count",
        "t70"."heard_month",
        "t70"."last_day",
        "t70"."last_date",
        "t70"."topic_last_day",
        "t70"."topic_last_date",
        "t70"."said_date",
        "t70"."sent",
        "t70"."answers",
        "t70"."regrets",
        "t70"."sent_by_post",
        "t70"."answers_by_post",
        "t70"."regrets_by_post",
        "t70"."margin_a_year_minor",
        "t70"."maker",
        "t70"."category",
        "t70"."price_currency",
        "t70"."price_millionths",
        "t70"."thing_stops",
        "t70"."thing_fewer",
        "t70"."thing_rather",
        "t70"."thing_named",
        "t70"."thing_said_date",
        "t70"."maker_stops",
        "t70"."maker_fewer",
        "t70"."maker_rather",
        "t70"."maker_named",
        "t70"."maker_said_date",
        "t70"."category_stops",
        "t70"."category_fewer",
        "t70"."category_rather",
        "t70"."category_named",
        "t70"."category_said_date",
        "t70"."own_dear_millionths",
        "t70"."own_dear_named",
        "t70"."own_dear_date",
        "t70"."own_dear_currency",
        "t70"."dear_millionths",
        "t70"."dear_named",
        "t70"."dear_date",
        "t70"."topic_stops",
        "t70"."topic_fewer",
        "t70"."topic_rather",
        "t70"."topic_named",
        "t70"."topic_said_date",
        "t70"."usual_year_minor",
        "t70"."channel",
        "t70"."worth_minor",
        "t70"."worth_unasked",
        "t70"."reason_key",
        (
          "t70"."reason_key" IS NULL
        ) AND (
          "t70"."nature" = 'marketing'
        ) AS "bids"
      FROM "t69" AS "t70"
    ) AS "t73"
    LEFT OUTER JOIN (
      SELECT
        "t74"."customer_id",
        "t74"."best"."program" AS "winner",
        "t74"."best"."program" AS "best_program",
        "t74"."best"."about" AS "best_about",
        "t74"."best"."occasion" AS "best_occasion",
        "t74"."best"."storefront" AS "best_storefront"
      FROM (
        SELECT
          "t72"."customer_id",
          MIN(
            {'less': -(
              "t72"."worth_minor" * (
                POWER(
                  2.0,
                  (
                    COALESCE("t72"."thing_rather", 0.0) + COALESCE("t72"."maker_rather", 0.0) + COALESCE("t72"."category_rather", 0.0) + COALESCE("t72"."topic_rather", 0.0)
                  )
                )
              )
            ), 'program': "t72"."program", 'about': "t72"."about", 'occasion': "t72"."occasion", 'storefront': "t72"."storefront"}
          ) AS "best"
        FROM (
          SELECT
            "t70"."customer_id",
            "t70"."storefront",
            "t70"."program",
            "t70"."topic",
            "t70"."nature",
            "t70"."purpose",
            "t70"."profiles",
            "t70"."by_post",
            "t70"."prior",
            "t70"."prior_by_post",
            "t70"."about",
            "t70"."occasion",
            "t70"."gain_minor",
            "t70"."variant",
            "t70"."today",
            "t70"."currency",
            "t70"."letter_cost_minor",
            "t70"."as_of",
            "t70"."mailbox_id",
            "t70"."language",
            "t70"."country",
            "t70"."zone",
            "t70"."suppressed",
            "t70"."complained",
            "t70"."suppressed_date",
            "t70"."complained_date",
            "t70"."claimed",
            "t70"."ground",
            "t70"."action",
            "t70"."evidence",
            "t70"."expires_at",
            "t70"."consent_date",
            "t70"."may",
            "t70"."unprofiled_date",
            "t70"."postal_id",
            "t70"."post_date",
            "t70"."post_ends",
            "t70"."unprofiled",
            "t70"."sensitivity",
            "t70"."paused_until",
            "t70"."chosen_date",
            "t70"."own_limit",
            "t70"."heard_count",
            "t70"."heard_month",
            "t70"."last_day",
            "t70"."last_date",
            "t70"."topic_last_day",
            "t70"."topic_last_date",
            "t70"."said_date",
            "t70"."sent",
            "t70"."answers",
            "t70"."regrets",
            "t70"."sent_by_post",
            "t70"."answers_by_post",
            "t70"."regrets_by_post",
            "t70"."margin_a_year_minor",
            "t70"."maker",
            "t70"."category",
            "t70"."price_currency",
            "t70"."price_millionths",
            "t70"."thing_stops",
            "t70"."thing_fewer",
            "t70"."thing_rather",
            "t70"."thing_named",
            "t70"."thing_said_date",
            "t70"."maker_stops",
            "t70"."maker_fewer",
            "t70"."maker_rather",
            "t70"."maker_named",
            "t70"."maker_said_date",
            "t70"."category_stops",
            "t70"."category_fewer",
            "t70"."category_rather",
            "t70"."category_named",
            "t70"."category_said_date",
            "t70"."own_dear_millionths",
            "t70"."own_dear_named",
            "t70"."own_dear_date",
            "t70"."own_dear_currency",
            "t70"."dear_millionths",
            "t70"."dear_named",
            "t70"."dear_date",
            "t70"."topic_stops",
            "t70"."topic_fewer",
            "t70"."topic_rather",
            "t70"."topic_named",
            "t70"."topic_said_date",
            "t70"."usual_year_minor",
            "t70"."channel",
            "t70"."worth_minor",
            "t70"."worth_unasked",
            "t70"."reason_key",
            (
              "t70"."reason_key" IS NULL
            ) AND (
              "t70"."nature" = 'marketing'
            ) AS "bids"
          FROM "t69" AS "t70"
          WHERE
            (
              "t70"."reason_key" IS NULL
            ) AND (
              "t70"."nature" = 'marketing'
            )
        ) AS "t72"
        GROUP BY
          1
      ) AS "t74"
    ) AS "t76"
      ON "t73"."customer_id" = "t76"."customer_id"
  ) AS "t77"
) AS "t78"
