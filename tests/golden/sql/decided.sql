WITH "t66" AS (
  SELECT
    "t65"."customer_id",
    "t65"."storefront",
    "t65"."program",
    "t65"."topic",
    "t65"."nature",
    "t65"."purpose",
    "t65"."profiles",
    "t65"."by_post",
    "t65"."prior",
    "t65"."about",
    "t65"."occasion",
    "t65"."gain_minor",
    "t65"."variant",
    "t65"."today",
    "t65"."currency",
    "t65"."letter_cost_minor",
    "t65"."as_of",
    "t65"."mailbox_id",
    "t65"."language",
    "t65"."country",
    "t65"."zone",
    "t65"."suppressed",
    "t65"."complained",
    "t65"."suppressed_date",
    "t65"."complained_date",
    "t65"."claimed",
    "t65"."ground",
    "t65"."action",
    "t65"."evidence",
    "t65"."expires_at",
    "t65"."consent_date",
    "t65"."may",
    "t65"."unprofiled_date",
    "t65"."postal_id",
    "t65"."post_date",
    "t65"."post_ends",
    "t65"."unprofiled",
    "t65"."sensitivity",
    "t65"."paused_until",
    "t65"."chosen_date",
    "t65"."own_limit",
    "t65"."heard_count",
    "t65"."heard_month",
    "t65"."last_day",
    "t65"."last_date",
    "t65"."topic_last_day",
    "t65"."topic_last_date",
    "t65"."said_date",
    "t65"."sent",
    "t65"."answers",
    "t65"."regrets",
    "t65"."followed",
    "t65"."margin_a_year_minor",
    "t65"."maker",
    "t65"."category",
    "t65"."price_currency",
    "t65"."price_millionths",
    "t65"."thing_stops",
    "t65"."thing_fewer",
    "t65"."thing_rather",
    "t65"."thing_named",
    "t65"."thing_said_date",
    "t65"."maker_stops",
    "t65"."maker_fewer",
    "t65"."maker_rather",
    "t65"."maker_named",
    "t65"."maker_said_date",
    "t65"."category_stops",
    "t65"."category_fewer",
    "t65"."category_rather",
    "t65"."category_named",
    "t65"."category_said_date",
    "t65"."own_dear_millionths",
    "t65"."own_dear_named",
    "t65"."own_dear_date",
    "t65"."own_dear_currency",
    "t65"."dear_millionths",
    "t65"."dear_named",
    "t65"."dear_date",
    "t65"."topic_stops",
    "t65"."topic_fewer",
    "t65"."topic_rather",
    "t65"."topic_named",
    "t65"."topic_said_date",
    "t65"."usual_year_minor",
    "t65"."channel",
    "t65"."worth_minor",
    "t65"."worth_unasked",
    CASE
      WHEN COALESCE("t65"."mailbox_id" IS NULL, FALSE)
      THEN 'no_address'
      WHEN COALESCE("t65"."suppressed", FALSE)
      THEN 'suppressed'
      WHEN COALESCE("t65"."said_date" IS NOT NULL, FALSE)
      THEN 'already_said'
      WHEN COALESCE((
        "t65"."nature" = 'marketing'
      ) AND "t65"."complained", FALSE)
      THEN 'complained'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          NOT (
            "t65"."may"
          ) AND (
            "t65"."consent_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'withdrawn'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          "t65"."claimed" AND (
            "t65"."consent_date" IS NULL
          )
        ),
        FALSE
      )
      THEN 'unproven'
      WHEN COALESCE((
        "t65"."nature" = 'marketing'
      ) AND NOT (
        "t65"."may"
      ), FALSE)
      THEN 'no_consent'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          (
            "t65"."expires_at" IS NOT NULL
          )
          AND (
            "t65"."expires_at" <= "t65"."as_of"
          )
        ),
        FALSE
      )
      THEN 'lapsed'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          "t65"."profiles" AND (
            "t65"."unprofiled_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'unprofiled'
      WHEN COALESCE((
        "t65"."nature" = 'marketing'
      ) AND (
        "t65"."sensitivity" = 'never'
      ), FALSE)
      THEN 'unwanted_topic'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        ) AND (
          "t65"."paused_until" > "t65"."today"
        ),
        FALSE
      )
      THEN 'pausing'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          COALESCE("t65"."thing_stops", FALSE)
          OR COALESCE("t65"."maker_stops", FALSE)
          OR COALESCE("t65"."category_stops", FALSE)
        ),
        FALSE
      )
      THEN 'less_of_this'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND COALESCE(
          (
            "t65"."own_dear_currency" = "t65"."price_currency"
          )
          AND (
            "t65"."price_millionths" >= "t65"."own_dear_millionths"
          ),
          FALSE
        ),
        FALSE
      )
      THEN 'too_dear'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          (
            "t65"."sensitivity" = 'important'
          )
          AND (
            CAST("t65"."gain_minor" AS DOUBLE) < (
              CAST(COALESCE("t65"."margin_a_year_minor", 0) AS DOUBLE) * 0.1
            )
          )
        ),
        FALSE
      )
      THEN 'matters_little'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          (
            "t65"."topic_last_day" + CASE
              WHEN "t65"."sensitivity" = 'important'
              THEN 90
              WHEN "t65"."sensitivity" = 'monthly'
              THEN 30
              WHEN "t65"."sensitivity" = 'weekly'
              THEN 7
              ELSE 0
            END
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t65"."today")
        ),
        FALSE
      )
      THEN 'too_often'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          "t65"."heard_month" >= "t65"."own_limit"
        ),
        FALSE
      )
      THEN 'over_own_limit'
      WHEN COALESCE((
        "t65"."nature" = 'marketing'
      ) AND (
        "t65"."heard_count" >= 4
      ), FALSE)
      THEN 'over_cap'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          (
            "t65"."last_day" + 3
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t65"."today")
        ),
        FALSE
      )
      THEN 'too_soon'
      WHEN COALESCE((
        "t65"."nature" = 'marketing'
      ) AND (
        "t65"."worth_minor" IS NULL
      ), FALSE)
      THEN 'no_rate'
      WHEN COALESCE(
        (
          "t65"."nature" = 'marketing'
        )
        AND (
          "t65"."worth_minor" <= 0
        )
        AND (
          "t65"."worth_unasked" > 0
        ),
        FALSE
      )
      THEN 'less_welcome'
      WHEN COALESCE((
        "t65"."nature" = 'marketing'
      ) AND (
        "t65"."worth_minor" <= 0
      ), FALSE)
      THEN 'not_worth_it'
      ELSE NULL
    END AS "reason_key"
  FROM (
    SELECT
      "t64"."customer_id",
      "t64"."storefront",
      "t64"."program",
      "t64"."topic",
      "t64"."nature",
      "t64"."purpose",
      "t64"."profiles",
      "t64"."by_post",
      "t64"."prior",
      "t64"."about",
      "t64"."occasion",
      "t64"."gain_minor",
      "t64"."variant",
      "t64"."today",
      "t64"."currency",
      "t64"."letter_cost_minor",
      "t64"."as_of",
      "t64"."mailbox_id",
      "t64"."language",
      "t64"."country",
      "t64"."zone",
      "t64"."suppressed",
      "t64"."complained",
      "t64"."suppressed_date",
      "t64"."complained_date",
      "t64"."claimed",
      "t64"."ground",
      "t64"."action",
      "t64"."evidence",
      "t64"."expires_at",
      "t64"."consent_date",
      "t64"."may",
      "t64"."unprofiled_date",
      "t64"."postal_id",
      "t64"."post_date",
      "t64"."post_ends",
      "t64"."unprofiled",
      "t64"."sensitivity",
      "t64"."paused_until",
      "t64"."chosen_date",
      "t64"."own_limit",
      "t64"."heard_count",
      "t64"."heard_month",
      "t64"."last_day",
      "t64"."last_date",
      "t64"."topic_last_day",
      "t64"."topic_last_date",
      "t64"."said_date",
      "t64"."sent",
      "t64"."answers",
      "t64"."regrets",
      "t64"."followed",
      "t64"."margin_a_year_minor",
      "t64"."maker",
      "t64"."category",
      "t64"."price_currency",
      "t64"."price_millionths",
      "t64"."thing_stops",
      "t64"."thing_fewer",
      "t64"."thing_rather",
      "t64"."thing_named",
      "t64"."thing_said_date",
      "t64"."maker_stops",
      "t64"."maker_fewer",
      "t64"."maker_rather",
      "t64"."maker_named",
      "t64"."maker_said_date",
      "t64"."category_stops",
      "t64"."category_fewer",
      "t64"."category_rather",
      "t64"."category_named",
      "t64"."category_said_date",
      "t64"."own_dear_millionths",
      "t64"."own_dear_named",
      "t64"."own_dear_date",
      "t64"."own_dear_currency",
      "t64"."dear_millionths",
      "t64"."dear_named",
      "t64"."dear_date",
      "t64"."topic_stops",
      "t64"."topic_fewer",
      "t64"."topic_rather",
      "t64"."topic_named",
      "t64"."topic_said_date",
      "t64"."usual_year_minor",
      "t64"."channel",
      CASE
        WHEN "t64"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            (
              CAST("t64"."gain_minor" AS DOUBLE) * (
                (
                  (
                    (
                      "t64"."prior" * 300.0
                    ) + (
                      CAST(COALESCE("t64"."answers", 0) AS DOUBLE) * 0.25
                    )
                  ) / (
                    CAST(COALESCE("t64"."sent", 0) AS DOUBLE) + 300.0
                  )
                ) * (
                  POWER(
                    0.5,
                    (
                      COALESCE("t64"."thing_fewer", 0.0) + COALESCE("t64"."maker_fewer", 0.0) + COALESCE("t64"."category_fewer", 0.0) + COALESCE("t64"."topic_fewer", 0.0) + CASE
                        WHEN COALESCE("t64"."price_millionths" >= "t64"."dear_millionths", FALSE)
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
                  CAST(COALESCE("t64"."regrets", 0) AS DOUBLE) + 0.9
                ) / (
                  CAST(COALESCE("t64"."sent", 0) AS DOUBLE) + 300.0
                )
              ) * GREATEST(
                CAST(COALESCE("t64"."margin_a_year_minor", "t64"."usual_year_minor", 0) AS DOUBLE) * 0.2,
                0.0
              ) * (
                CAST("t64"."heard_count" AS DOUBLE) + 1.0
              )
            )
          ) - CASE
            WHEN "t64"."channel" = 'post'
            THEN CAST("t64"."letter_cost_minor" AS DOUBLE)
            ELSE 0.0
          END,
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_minor",
      CASE
        WHEN "t64"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            (
              CAST("t64"."gain_minor" AS DOUBLE) * (
                (
                  (
                    (
                      "t64"."prior" * 300.0
                    ) + (
                      CAST(COALESCE("t64"."answers", 0) AS DOUBLE) * 0.25
                    )
                  ) / (
                    CAST(COALESCE("t64"."sent", 0) AS DOUBLE) + 300.0
                  )
                ) * (
                  POWER(0.5, 0.0)
                )
              )
            ) - (
              (
                (
                  CAST(COALESCE("t64"."regrets", 0) AS DOUBLE) + 0.9
                ) / (
                  CAST(COALESCE("t64"."sent", 0) AS DOUBLE) + 300.0
                )
              ) * GREATEST(
                CAST(COALESCE("t64"."margin_a_year_minor", "t64"."usual_year_minor", 0) AS DOUBLE) * 0.2,
                0.0
              ) * (
                CAST("t64"."heard_count" AS DOUBLE) + 1.0
              )
            )
          ) - CASE
            WHEN "t64"."channel" = 'post'
            THEN CAST("t64"."letter_cost_minor" AS DOUBLE)
            ELSE 0.0
          END,
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_unasked"
    FROM (
      SELECT
        "t63"."customer_id",
        "t63"."storefront",
        "t63"."program",
        "t63"."topic",
        "t63"."nature",
        "t63"."purpose",
        "t63"."profiles",
        "t63"."by_post",
        "t63"."prior",
        "t63"."about",
        "t63"."occasion",
        "t63"."gain_minor",
        "t63"."variant",
        "t63"."today",
        "t63"."currency",
        "t63"."letter_cost_minor",
        "t63"."as_of",
        CASE
          WHEN COALESCE(
            "t63"."by_post"
            AND (
              "t63"."nature" = 'marketing'
            )
            AND (
              "t63"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t63"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t63"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t63"."profiles" AND "t63"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t63"."post_ends" <= "t63"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t63"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t63"."may", FALSE)
            AND NOT (
              COALESCE("t63"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t63"."expires_at" <= "t63"."as_of", FALSE)
            )
          )
          THEN "t63"."postal_id"
          ELSE "t63"."mailbox_id"
        END AS "mailbox_id",
        "t63"."language",
        "t63"."country",
        "t63"."zone",
        COALESCE("t63"."suppressed", FALSE)
        AND NOT (
          COALESCE(
            "t63"."by_post"
            AND (
              "t63"."nature" = 'marketing'
            )
            AND (
              "t63"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t63"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t63"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t63"."profiles" AND "t63"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t63"."post_ends" <= "t63"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t63"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t63"."may", FALSE)
            AND NOT (
              COALESCE("t63"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t63"."expires_at" <= "t63"."as_of", FALSE)
            )
          )
        ) AS "suppressed",
        COALESCE("t63"."complained", FALSE) AS "complained",
        "t63"."suppressed_date",
        "t63"."complained_date",
        COALESCE("t63"."claimed", FALSE) AS "claimed",
        "t63"."ground",
        "t63"."action",
        "t63"."evidence",
        CASE
          WHEN COALESCE(
            "t63"."by_post"
            AND (
              "t63"."nature" = 'marketing'
            )
            AND (
              "t63"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t63"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t63"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t63"."profiles" AND "t63"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t63"."post_ends" <= "t63"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t63"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t63"."may", FALSE)
            AND NOT (
              COALESCE("t63"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t63"."expires_at" <= "t63"."as_of", FALSE)
            )
          )
          THEN "t63"."post_ends"
          ELSE "t63"."expires_at"
        END AS "expires_at",
        CASE
          WHEN COALESCE(
            "t63"."by_post"
            AND (
              "t63"."nature" = 'marketing'
            )
            AND (
              "t63"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t63"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t63"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t63"."profiles" AND "t63"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t63"."post_ends" <= "t63"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t63"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t63"."may", FALSE)
            AND NOT (
              COALESCE("t63"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t63"."expires_at" <= "t63"."as_of", FALSE)
            )
          )
          THEN "t63"."post_date"
          ELSE "t63"."consent_date"
        END AS "consent_date",
        COALESCE("t63"."may", FALSE)
        OR (
          COALESCE(
            "t63"."by_post"
            AND (
              "t63"."nature" = 'marketing'
            )
            AND (
              "t63"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t63"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t63"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t63"."profiles" AND "t63"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t63"."post_ends" <= "t63"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t63"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t63"."may", FALSE)
            AND NOT (
              COALESCE("t63"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t63"."expires_at" <= "t63"."as_of", FALSE)
            )
          )
        ) AS "may",
        "t63"."unprofiled_date",
        "t63"."postal_id",
        "t63"."post_date",
        "t63"."post_ends",
        "t63"."unprofiled",
        "t63"."sensitivity",
        "t63"."paused_until",
        "t63"."chosen_date",
        "t63"."own_limit",
        COALESCE("t63"."heard_count", 0) AS "heard_count",
        COALESCE("t63"."heard_month", 0) AS "heard_month",
        "t63"."last_day",
        "t63"."last_date",
        "t63"."topic_last_day",
        "t63"."topic_last_date",
        "t63"."said_date",
        "t63"."sent",
        "t63"."answers",
        "t63"."regrets",
        "t63"."followed",
        "t63"."margin_a_year_minor",
        "t63"."maker",
        "t63"."category",
        "t63"."price_currency",
        "t63"."price_millionths",
        "t63"."thing_stops",
        "t63"."thing_fewer",
        "t63"."thing_rather",
        "t63"."thing_named",
        "t63"."thing_said_date",
        "t63"."maker_stops",
        "t63"."maker_fewer",
        "t63"."maker_rather",
        "t63"."maker_named",
        "t63"."maker_said_date",
        "t63"."category_stops",
        "t63"."category_fewer",
        "t63"."category_rather",
        "t63"."category_named",
        "t63"."category_said_date",
        "t63"."own_dear_millionths",
        "t63"."own_dear_named",
        "t63"."own_dear_date",
        "t63"."own_dear_currency",
        "t63"."dear_millionths",
        "t63"."dear_named",
        "t63"."dear_date",
        "t63"."topic_stops",
        "t63"."topic_fewer",
        "t63"."topic_rather",
        "t63"."topic_named",
        "t63"."topic_said_date",
        "t63"."usual_year_minor",
        CASE
          WHEN COALESCE(
            "t63"."by_post"
            AND (
              "t63"."nature" = 'marketing'
            )
            AND (
              "t63"."letter_cost_minor" IS NOT NULL
            ),
            FALSE
          )
          AND (
            (
              "t63"."postal_id" IS NOT NULL
            )
            AND NOT (
              COALESCE("t63"."complained", FALSE)
            )
            AND NOT (
              COALESCE("t63"."profiles" AND "t63"."unprofiled", FALSE)
            )
            AND NOT (
              COALESCE("t63"."post_ends" <= "t63"."as_of", FALSE)
            )
          )
          AND NOT (
            (
              "t63"."mailbox_id" IS NOT NULL
            )
            AND COALESCE("t63"."may", FALSE)
            AND NOT (
              COALESCE("t63"."suppressed", FALSE)
            )
            AND NOT (
              COALESCE("t63"."expires_at" <= "t63"."as_of", FALSE)
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
          "t19"."about",
          "t19"."occasion",
          "t19"."gain_minor",
          "t19"."variant",
          "t39"."today",
          "t39"."currency",
          "t39"."letter_cost_minor",
          "t40"."as_of",
          "t41"."mailbox_id",
          "t41"."language",
          "t41"."country",
          "t41"."zone",
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
          "t50"."unprofiled_date",
          "t22"."postal_id",
          "t22"."post_date",
          "t22"."post_ends",
          "t22"."unprofiled",
          "t23"."sensitivity",
          "t23"."paused_until",
          "t23"."chosen_date",
          "t24"."own_limit",
          "t62"."heard_count",
          "t62"."heard_month",
          "t62"."last_day",
          "t62"."last_date",
          "t51"."topic_last_day",
          "t51"."topic_last_date",
          "t25"."said_date",
          "t26"."sent",
          "t26"."answers",
          "t26"."regrets",
          "t26"."followed",
          "t60"."margin_a_year_minor",
          "t43"."maker",
          "t43"."category",
          "t43"."price_currency",
          "t43"."price_millionths",
          "t52"."thing_stops",
          "t52"."thing_fewer",
          "t52"."thing_rather",
          "t52"."thing_named",
          "t52"."thing_said_date",
          "t53"."maker_stops",
          "t53"."maker_fewer",
          "t53"."maker_rather",
          "t53"."maker_named",
          "t53"."maker_said_date",
          "t54"."category_stops",
          "t54"."category_fewer",
          "t54"."category_rather",
          "t54"."category_named",
          "t54"."category_said_date",
          "t56"."own_dear_millionths",
          "t56"."own_dear_named",
          "t56"."own_dear_date",
          "t56"."own_dear_currency",
          "t27"."dear_millionths",
          "t27"."dear_named",
          "t27"."dear_date",
          "t55"."topic_stops",
          "t55"."topic_fewer",
          "t55"."topic_rather",
          "t55"."topic_named",
          "t55"."topic_said_date",
          "t28"."usual_year_minor"
        FROM "candidate" AS "t19"
        INNER JOIN (
          SELECT
            "t10"."storefront",
            "t10"."today",
            "t10"."currency",
            "t10"."letter_cost_minor"
          FROM "storefront" AS "t10"
        ) AS "t39"
          ON "t19"."storefront" = "t39"."storefront"
        CROSS JOIN (
          SELECT
            *
          FROM "now" AS "t11"
        ) AS "t40"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "contact" AS "t12"
        ) AS "t41"
          ON "t19"."customer_id" = "t41"."customer_id"
          AND "t19"."storefront" = "t41"."storefront"
        LEFT OUTER JOIN "standing" AS "t20"
          ON "t41"."mailbox_id" = "t20"."mailbox_id"
        LEFT OUTER JOIN "permission" AS "t21"
          ON "t41"."mailbox_id" = "t21"."mailbox_id" AND "t19"."purpose" = "t21"."purpose"
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
        ) AS "t50"
          ON "t41"."mailbox_id" = "t50"."mailbox_id"
        LEFT OUTER JOIN "by_post" AS "t22"
          ON "t19"."customer_id" = "t22"."customer_id" AND "t19"."purpose" = "t22"."purpose"
        LEFT OUTER JOIN "preference" AS "t23"
          ON "t19"."customer_id" = "t23"."customer_id" AND "t19"."topic" = "t23"."topic"
        LEFT OUTER JOIN "mail_limit" AS "t24"
          ON "t19"."customer_id" = "t24"."customer_id"
        LEFT OUTER JOIN (
          SELECT
            "t58"."customer_id",
            "t58"."storefront",
            SUM(
              CAST((
                DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t58"."today") - "t58"."day"
              ) < 30 AS INT)
            ) AS "heard_count",
            SUM(
              CAST((
                DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t58"."today") - "t58"."day"
              ) < 30 AS INT)
            ) AS "heard_month",
            MAX("t58"."day") AS "last_day",
            MAX("t58"."local_date") AS "last_date"
          FROM (
            SELECT
              "t35"."customer_id",
              "t35"."program",
              "t35"."topic",
              "t35"."intent",
              "t35"."at",
              "t35"."local_date",
              "t35"."day",
              "t38"."storefront",
              "t38"."today"
            FROM (
              SELECT
                "t13".*
                EXCLUDE ("storefront")
              FROM "heard" AS "t13"
            ) AS "t35"
            CROSS JOIN (
              SELECT
                "t10"."storefront",
                "t10"."today"
              FROM "storefront" AS "t10"
            ) AS "t38"
          ) AS "t58"
          GROUP BY
            1,
            2
        ) AS "t62"
          ON "t19"."customer_id" = "t62"."customer_id"
          AND "t19"."storefront" = "t62"."storefront"
        LEFT OUTER JOIN (
          SELECT
            "t13"."customer_id",
            "t13"."topic",
            MAX("t13"."day") AS "topic_last_day",
            MAX("t13"."local_date") AS "topic_last_date"
          FROM "heard" AS "t13"
          GROUP BY
            1,
            2
        ) AS "t51"
          ON "t19"."customer_id" = "t51"."customer_id" AND "t19"."topic" = "t51"."topic"
        LEFT OUTER JOIN "said" AS "t25"
          ON "t19"."customer_id" = "t25"."customer_id"
          AND "t19"."storefront" = "t25"."storefront"
          AND "t19"."program" = "t25"."program"
          AND "t19"."about" = "t25"."about"
          AND "t19"."occasion" = "t25"."occasion"
        LEFT OUTER JOIN "response" AS "t26"
          ON "t19"."program" = "t26"."program"
        LEFT OUTER JOIN (
          SELECT
            "t30"."customer_id",
            "t30"."storefront",
            "t30"."margin_a_year_minor"
          FROM "profile" AS "t30"
          ANTI JOIN (
            SELECT
              *
            FROM "switch" AS "t18"
            WHERE
              "t18"."feature" = 'value' AND NOT (
                "t18"."on"
              )
          ) AS "t57"
            ON "t30"."customer_id" = "t57"."customer_id"
        ) AS "t60"
          ON "t19"."customer_id" = "t60"."customer_id"
          AND "t19"."storefront" = "t60"."storefront"
        LEFT OUTER JOIN (
          SELECT
            "t14"."storefront",
            "t14"."variant",
            "t14"."maker",
            "t14"."category",
            "t14"."price_currency",
            "t14"."unit_price_millionths" AS "price_millionths"
          FROM "catalogue" AS "t14"
        ) AS "t43"
          ON "t19"."storefront" = "t43"."storefront" AND "t19"."variant" = "t43"."variant"
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
        ) AS "t52"
          ON "t19"."customer_id" = "t52"."customer_id"
          AND "t19"."storefront" = "t52"."storefront"
          AND "t19"."variant" = "t52"."variant"
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
        ) AS "t53"
          ON "t19"."customer_id" = "t53"."customer_id"
          AND "t19"."storefront" = "t53"."storefront"
          AND "t43"."maker" = "t53"."maker"
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
        ) AS "t54"
          ON "t19"."customer_id" = "t54"."customer_id"
          AND "t19"."storefront" = "t54"."storefront"
          AND "t43"."category" = "t54"."category"
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
        ) AS "t56"
          ON "t19"."customer_id" = "t56"."customer_id"
          AND "t19"."storefront" = "t56"."storefront"
          AND "t19"."variant" = "t56"."variant"
        LEFT OUTER JOIN "too_dear" AS "t27"
          ON "t19"."customer_id" = "t27"."customer_id"
          AND "t19"."storefront" = "t27"."storefront"
          AND "t43"."price_currency" = "t27"."price_currency"
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
        ) AS "t55"
          ON "t19"."customer_id" = "t55"."customer_id"
          AND "t19"."storefront" = "t55"."storefront"
          AND "t19"."topic" = "t55"."topic"
        LEFT OUTER JOIN "usual" AS "t28"
          ON "t19"."storefront" = "t28"."storefront"
      ) AS "t63"
    ) AS "t64"
  ) AS "t65"
)
SELECT
  "t75"."customer_id",
  "t75"."storefront",
  "t75"."program",
  "t75"."topic",
  "t75"."nature",
  "t75"."purpose",
  "t75"."about",
  "t75"."occasion",
  "t75"."variant",
  "t75"."gain_minor",
  "t75"."worth_minor",
  "t75"."channel",
  "t75"."mailbox_id",
  "t75"."language",
  "t75"."country",
  "t75"."zone",
  "t75"."currency",
  "t75"."reason_key",
  CASE WHEN "t75"."reason_key" IS NULL THEN 'send' ELSE 'refused' END AS "verdict",
  CASE WHEN "t75"."reason_key" = 'too_often' THEN "t75"."sensitivity" ELSE NULL END AS "reason_asked",
  CASE
    WHEN "t75"."reason_key" = 'unwanted_topic'
    THEN CAST("t75"."chosen_date" AS TEXT)
    ELSE NULL
  END AS "reason_chosen_on",
  CASE
    WHEN "t75"."reason_key" = 'over_own_limit'
    THEN CAST(30 AS TEXT)
    WHEN "t75"."reason_key" = 'over_cap'
    THEN CAST(30 AS TEXT)
    WHEN "t75"."reason_key" = 'too_soon'
    THEN CAST(3 AS TEXT)
    ELSE NULL
  END AS "reason_days",
  CASE
    WHEN "t75"."reason_key" = 'over_own_limit'
    THEN CAST("t75"."heard_month" AS TEXT)
    WHEN "t75"."reason_key" = 'over_cap'
    THEN CAST("t75"."heard_count" AS TEXT)
    ELSE NULL
  END AS "reason_heard",
  CASE
    WHEN "t75"."reason_key" = 'unwanted_topic'
    THEN CAST("t75"."topic_last_date" AS TEXT)
    WHEN "t75"."reason_key" = 'pausing'
    THEN CAST("t75"."topic_last_date" AS TEXT)
    WHEN "t75"."reason_key" = 'matters_little'
    THEN CAST("t75"."topic_last_date" AS TEXT)
    WHEN "t75"."reason_key" = 'too_often'
    THEN CAST("t75"."topic_last_date" AS TEXT)
    WHEN "t75"."reason_key" = 'over_own_limit'
    THEN CAST("t75"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last",
  CASE
    WHEN "t75"."reason_key" = 'too_soon'
    THEN CAST("t75"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last_on",
  CASE WHEN "t75"."reason_key" = 'over_cap' THEN CAST(4 AS TEXT) ELSE NULL END AS "reason_limit",
  CASE
    WHEN "t75"."reason_key" = 'less_of_this'
    THEN CASE
      WHEN COALESCE("t75"."thing_stops", FALSE)
      THEN "t75"."thing_named"
      WHEN COALESCE("t75"."maker_stops", FALSE)
      THEN "t75"."maker_named"
      WHEN COALESCE("t75"."category_stops", FALSE)
      THEN "t75"."category_named"
      ELSE NULL
    END
    WHEN "t75"."reason_key" = 'too_dear'
    THEN "t75"."own_dear_named"
    WHEN "t75"."reason_key" = 'less_welcome'
    THEN COALESCE("t75"."topic_named", "t75"."maker_named", "t75"."category_named", "t75"."dear_named")
    ELSE NULL
  END AS "reason_named",
  CASE
    WHEN "t75"."reason_key" = 'over_own_limit'
    THEN CAST("t75"."own_limit" AS TEXT)
    ELSE NULL
  END AS "reason_own_limit",
  CASE WHEN "t75"."reason_key" = 'matters_little' THEN CAST(10 AS TEXT) ELSE NULL END AS "reason_percent",
  CASE
    WHEN "t75"."reason_key" = 'withdrawn'
    THEN "t75"."purpose"
    WHEN "t75"."reason_key" = 'unproven'
    THEN "t75"."purpose"
    WHEN "t75"."reason_key" = 'no_consent'
    THEN "t75"."purpose"
    ELSE NULL
  END AS "reason_purpose",
  CASE
    WHEN "t75"."reason_key" = 'already_said'
    THEN CAST("t75"."said_date" AS TEXT)
    WHEN "t75"."reason_key" = 'less_of_this'
    THEN CAST(CASE
      WHEN COALESCE("t75"."thing_stops", FALSE)
      THEN "t75"."thing_said_date"
      WHEN COALESCE("t75"."maker_stops", FALSE)
      THEN "t75"."maker_said_date"
      WHEN COALESCE("t75"."category_stops", FALSE)
      THEN "t75"."category_said_date"
      ELSE NULL
    END AS TEXT)
    WHEN "t75"."reason_key" = 'too_dear'
    THEN CAST("t75"."own_dear_date" AS TEXT)
    WHEN "t75"."reason_key" = 'less_welcome'
    THEN CAST(COALESCE(
      "t75"."topic_said_date",
      "t75"."maker_said_date",
      "t75"."category_said_date",
      "t75"."dear_date"
    ) AS TEXT)
    ELSE NULL
  END AS "reason_said_on",
  CASE
    WHEN "t75"."reason_key" = 'suppressed'
    THEN CAST("t75"."suppressed_date" AS TEXT)
    WHEN "t75"."reason_key" = 'complained'
    THEN CAST("t75"."complained_date" AS TEXT)
    WHEN "t75"."reason_key" = 'withdrawn'
    THEN CAST("t75"."consent_date" AS TEXT)
    WHEN "t75"."reason_key" = 'lapsed'
    THEN CAST("t75"."consent_date" AS TEXT)
    WHEN "t75"."reason_key" = 'unprofiled'
    THEN CAST("t75"."unprofiled_date" AS TEXT)
    ELSE NULL
  END AS "reason_since",
  CASE
    WHEN "t75"."reason_key" = 'unwanted_topic'
    THEN "t75"."topic"
    WHEN "t75"."reason_key" = 'pausing'
    THEN "t75"."topic"
    WHEN "t75"."reason_key" = 'matters_little'
    THEN "t75"."topic"
    WHEN "t75"."reason_key" = 'too_often'
    THEN "t75"."topic"
    ELSE NULL
  END AS "reason_topic",
  CASE
    WHEN "t75"."reason_key" = 'lapsed'
    THEN CAST(CAST("t75"."expires_at" AS DATE) AS TEXT)
    WHEN "t75"."reason_key" = 'pausing'
    THEN CAST("t75"."paused_until" AS TEXT)
    ELSE NULL
  END AS "reason_until",
  CASE WHEN "t75"."reason_key" = 'outbid' THEN "t75"."winner" ELSE NULL END AS "reason_winner"
FROM (
  SELECT
    "t74"."customer_id",
    "t74"."storefront",
    "t74"."program",
    "t74"."topic",
    "t74"."nature",
    "t74"."purpose",
    "t74"."profiles",
    "t74"."by_post",
    "t74"."prior",
    "t74"."about",
    "t74"."occasion",
    "t74"."gain_minor",
    "t74"."variant",
    "t74"."today",
    "t74"."currency",
    "t74"."letter_cost_minor",
    "t74"."as_of",
    "t74"."mailbox_id",
    "t74"."language",
    "t74"."country",
    "t74"."zone",
    "t74"."suppressed",
    "t74"."complained",
    "t74"."suppressed_date",
    "t74"."complained_date",
    "t74"."claimed",
    "t74"."ground",
    "t74"."action",
    "t74"."evidence",
    "t74"."expires_at",
    "t74"."consent_date",
    "t74"."may",
    "t74"."unprofiled_date",
    "t74"."postal_id",
    "t74"."post_date",
    "t74"."post_ends",
    "t74"."unprofiled",
    "t74"."sensitivity",
    "t74"."paused_until",
    "t74"."chosen_date",
    "t74"."own_limit",
    "t74"."heard_count",
    "t74"."heard_month",
    "t74"."last_day",
    "t74"."last_date",
    "t74"."topic_last_day",
    "t74"."topic_last_date",
    "t74"."said_date",
    "t74"."sent",
    "t74"."answers",
    "t74"."regrets",
    "t74"."followed",
    "t74"."margin_a_year_minor",
    "t74"."maker",
    "t74"."category",
    "t74"."price_currency",
    "t74"."price_millionths",
    "t74"."thing_stops",
    "t74"."thing_fewer",
    "t74"."thing_rather",
    "t74"."thing_named",
    "t74"."thing_said_date",
    "t74"."maker_stops",
    "t74"."maker_fewer",
    "t74"."maker_rather",
    "t74"."maker_named",
    "t74"."maker_said_date",
    "t74"."category_stops",
    "t74"."category_fewer",
    "t74"."category_rather",
    "t74"."category_named",
    "t74"."category_said_date",
    "t74"."own_dear_millionths",
    "t74"."own_dear_named",
    "t74"."own_dear_date",
    "t74"."own_dear_currency",
    "t74"."dear_millionths",
    "t74"."dear_named",
    "t74"."dear_date",
    "t74"."topic_stops",
    "t74"."topic_fewer",
    "t74"."topic_rather",
    "t74"."topic_named",
    "t74"."topic_said_date",
    "t74"."usual_year_minor",
    "t74"."channel",
    "t74"."worth_minor",
    "t74"."worth_unasked",
    CASE
      WHEN "t74"."bids"
      AND NOT (
        "t74"."bids"
        AND (
          "t74"."program" = "t74"."best_program"
        )
        AND (
          "t74"."about" = "t74"."best_about"
        )
        AND (
          "t74"."occasion" = "t74"."best_occasion"
        )
        AND (
          "t74"."storefront" = "t74"."best_storefront"
        )
      )
      THEN 'outbid'
      ELSE "t74"."reason_key"
    END AS "reason_key",
    "t74"."bids",
    "t74"."winner",
    "t74"."best_program",
    "t74"."best_about",
    "t74"."best_occasion",
    "t74"."best_storefront"
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
      "t70"."followed",
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
      "t70"."bids",
      "t73"."winner",
      "t73"."best_program",
      "t73"."best_about",
      "t73"."best_occasion",
      "t73"."best_storefront"
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
        "t67"."followed",
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
        "t67"."worth_minor",
        "t67"."worth_unasked",
        "t67"."reason_key",
        (
          "t67"."reason_key" IS NULL
        ) AND (
          "t67"."nature" = 'marketing'
        ) AS "bids"
      FROM "t66" AS "t67"
    ) AS "t70"
    LEFT OUTER JOIN (
      SELECT
        "t71"."customer_id",
        "t71"."best"."program" AS "winner",
        "t71"."best"."program" AS "best_program",
        "t71"."best"."about" AS "best_about",
        "t71"."best"."occasion" AS "best_occasion",
        "t71"."best"."storefront" AS "best_storefront"
      FROM (
        SELECT
          "t69"."customer_id",
          MIN(
            {'less': -(
              "t69"."worth_minor" * (
                POWER(
                  2.0,
                  (
                    COALESCE("t69"."thing_rather", 0.0) + COALESCE("t69"."maker_rather", 0.0) + COALESCE("t69"."category_rather", 0.0) + COALESCE("t69"."topic_rather", 0.0)
                  )
                )
              )
            ), 'program': "t69"."program", 'about': "t69"."about", 'occasion': "t69"."occasion", 'storefront': "t69"."storefront"}
          ) AS "best"
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
            "t67"."followed",
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
            "t67"."worth_minor",
            "t67"."worth_unasked",
            "t67"."reason_key",
            (
              "t67"."reason_key" IS NULL
            ) AND (
              "t67"."nature" = 'marketing'
            ) AS "bids"
          FROM "t66" AS "t67"
          WHERE
            (
              "t67"."reason_key" IS NULL
            ) AND (
              "t67"."nature" = 'marketing'
            )
        ) AS "t69"
        GROUP BY
          1
      ) AS "t71"
    ) AS "t73"
      ON "t70"."customer_id" = "t73"."customer_id"
  ) AS "t74"
) AS "t75"
