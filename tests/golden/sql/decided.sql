WITH "t63" AS (
  SELECT
    "t62"."customer_id",
    "t62"."storefront",
    "t62"."program",
    "t62"."topic",
    "t62"."nature",
    "t62"."purpose",
    "t62"."profiles",
    "t62"."prior",
    "t62"."about",
    "t62"."occasion",
    "t62"."gain_minor",
    "t62"."variant",
    "t62"."today",
    "t62"."currency",
    "t62"."as_of",
    "t62"."mailbox_id",
    "t62"."language",
    "t62"."country",
    "t62"."zone",
    "t62"."suppressed",
    "t62"."complained",
    "t62"."suppressed_date",
    "t62"."complained_date",
    "t62"."claimed",
    "t62"."ground",
    "t62"."action",
    "t62"."evidence",
    "t62"."expires_at",
    "t62"."consent_date",
    "t62"."may",
    "t62"."unprofiled_date",
    "t62"."sensitivity",
    "t62"."paused_until",
    "t62"."chosen_date",
    "t62"."own_limit",
    "t62"."heard_count",
    "t62"."heard_month",
    "t62"."last_day",
    "t62"."last_date",
    "t62"."topic_last_day",
    "t62"."topic_last_date",
    "t62"."said_date",
    "t62"."sent",
    "t62"."answers",
    "t62"."regrets",
    "t62"."followed",
    "t62"."margin_a_year_minor",
    "t62"."maker",
    "t62"."category",
    "t62"."price_currency",
    "t62"."price_millionths",
    "t62"."thing_stops",
    "t62"."thing_fewer",
    "t62"."thing_rather",
    "t62"."thing_named",
    "t62"."thing_said_date",
    "t62"."maker_stops",
    "t62"."maker_fewer",
    "t62"."maker_rather",
    "t62"."maker_named",
    "t62"."maker_said_date",
    "t62"."category_stops",
    "t62"."category_fewer",
    "t62"."category_rather",
    "t62"."category_named",
    "t62"."category_said_date",
    "t62"."own_dear_millionths",
    "t62"."own_dear_named",
    "t62"."own_dear_date",
    "t62"."own_dear_currency",
    "t62"."dear_millionths",
    "t62"."dear_named",
    "t62"."dear_date",
    "t62"."topic_stops",
    "t62"."topic_fewer",
    "t62"."topic_rather",
    "t62"."topic_named",
    "t62"."topic_said_date",
    "t62"."usual_year_minor",
    "t62"."worth_minor",
    "t62"."worth_unasked",
    CASE
      WHEN COALESCE("t62"."mailbox_id" IS NULL, FALSE)
      THEN 'no_address'
      WHEN COALESCE("t62"."suppressed", FALSE)
      THEN 'suppressed'
      WHEN COALESCE("t62"."said_date" IS NOT NULL, FALSE)
      THEN 'already_said'
      WHEN COALESCE((
        "t62"."nature" = 'marketing'
      ) AND "t62"."complained", FALSE)
      THEN 'complained'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          NOT (
            "t62"."may"
          ) AND (
            "t62"."consent_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'withdrawn'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          "t62"."claimed" AND (
            "t62"."consent_date" IS NULL
          )
        ),
        FALSE
      )
      THEN 'unproven'
      WHEN COALESCE((
        "t62"."nature" = 'marketing'
      ) AND NOT (
        "t62"."may"
      ), FALSE)
      THEN 'no_consent'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          (
            "t62"."expires_at" IS NOT NULL
          )
          AND (
            "t62"."expires_at" <= "t62"."as_of"
          )
        ),
        FALSE
      )
      THEN 'lapsed'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          "t62"."profiles" AND (
            "t62"."unprofiled_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'unprofiled'
      WHEN COALESCE((
        "t62"."nature" = 'marketing'
      ) AND (
        "t62"."sensitivity" = 'never'
      ), FALSE)
      THEN 'unwanted_topic'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        ) AND (
          "t62"."paused_until" > "t62"."today"
        ),
        FALSE
      )
      THEN 'pausing'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          COALESCE("t62"."thing_stops", FALSE)
          OR COALESCE("t62"."maker_stops", FALSE)
          OR COALESCE("t62"."category_stops", FALSE)
        ),
        FALSE
      )
      THEN 'less_of_this'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND COALESCE(
          (
            "t62"."own_dear_currency" = "t62"."price_currency"
          )
          AND (
            "t62"."price_millionths" >= "t62"."own_dear_millionths"
          ),
          FALSE
        ),
        FALSE
      )
      THEN 'too_dear'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          (
            "t62"."sensitivity" = 'important'
          )
          AND (
            CAST("t62"."gain_minor" AS DOUBLE) < (
              CAST(COALESCE("t62"."margin_a_year_minor", 0) AS DOUBLE) * 0.1
            )
          )
        ),
        FALSE
      )
      THEN 'matters_little'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          (
            "t62"."topic_last_day" + CASE
              WHEN "t62"."sensitivity" = 'important'
              THEN 90
              WHEN "t62"."sensitivity" = 'monthly'
              THEN 30
              WHEN "t62"."sensitivity" = 'weekly'
              THEN 7
              ELSE 0
            END
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t62"."today")
        ),
        FALSE
      )
      THEN 'too_often'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          "t62"."heard_month" >= "t62"."own_limit"
        ),
        FALSE
      )
      THEN 'over_own_limit'
      WHEN COALESCE((
        "t62"."nature" = 'marketing'
      ) AND (
        "t62"."heard_count" >= 4
      ), FALSE)
      THEN 'over_cap'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          (
            "t62"."last_day" + 3
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t62"."today")
        ),
        FALSE
      )
      THEN 'too_soon'
      WHEN COALESCE((
        "t62"."nature" = 'marketing'
      ) AND (
        "t62"."worth_minor" IS NULL
      ), FALSE)
      THEN 'no_rate'
      WHEN COALESCE(
        (
          "t62"."nature" = 'marketing'
        )
        AND (
          "t62"."worth_minor" <= 0
        )
        AND (
          "t62"."worth_unasked" > 0
        ),
        FALSE
      )
      THEN 'less_welcome'
      WHEN COALESCE((
        "t62"."nature" = 'marketing'
      ) AND (
        "t62"."worth_minor" <= 0
      ), FALSE)
      THEN 'not_worth_it'
      ELSE NULL
    END AS "reason_key"
  FROM (
    SELECT
      "t61"."customer_id",
      "t61"."storefront",
      "t61"."program",
      "t61"."topic",
      "t61"."nature",
      "t61"."purpose",
      "t61"."profiles",
      "t61"."prior",
      "t61"."about",
      "t61"."occasion",
      "t61"."gain_minor",
      "t61"."variant",
      "t61"."today",
      "t61"."currency",
      "t61"."as_of",
      "t61"."mailbox_id",
      "t61"."language",
      "t61"."country",
      "t61"."zone",
      COALESCE("t61"."suppressed", FALSE) AS "suppressed",
      COALESCE("t61"."complained", FALSE) AS "complained",
      "t61"."suppressed_date",
      "t61"."complained_date",
      COALESCE("t61"."claimed", FALSE) AS "claimed",
      "t61"."ground",
      "t61"."action",
      "t61"."evidence",
      "t61"."expires_at",
      "t61"."consent_date",
      COALESCE("t61"."may", FALSE) AS "may",
      "t61"."unprofiled_date",
      "t61"."sensitivity",
      "t61"."paused_until",
      "t61"."chosen_date",
      "t61"."own_limit",
      COALESCE("t61"."heard_count", 0) AS "heard_count",
      COALESCE("t61"."heard_month", 0) AS "heard_month",
      "t61"."last_day",
      "t61"."last_date",
      "t61"."topic_last_day",
      "t61"."topic_last_date",
      "t61"."said_date",
      "t61"."sent",
      "t61"."answers",
      "t61"."regrets",
      "t61"."followed",
      "t61"."margin_a_year_minor",
      "t61"."maker",
      "t61"."category",
      "t61"."price_currency",
      "t61"."price_millionths",
      "t61"."thing_stops",
      "t61"."thing_fewer",
      "t61"."thing_rather",
      "t61"."thing_named",
      "t61"."thing_said_date",
      "t61"."maker_stops",
      "t61"."maker_fewer",
      "t61"."maker_rather",
      "t61"."maker_named",
      "t61"."maker_said_date",
      "t61"."category_stops",
      "t61"."category_fewer",
      "t61"."category_rather",
      "t61"."category_named",
      "t61"."category_said_date",
      "t61"."own_dear_millionths",
      "t61"."own_dear_named",
      "t61"."own_dear_date",
      "t61"."own_dear_currency",
      "t61"."dear_millionths",
      "t61"."dear_named",
      "t61"."dear_date",
      "t61"."topic_stops",
      "t61"."topic_fewer",
      "t61"."topic_rather",
      "t61"."topic_named",
      "t61"."topic_said_date",
      "t61"."usual_year_minor",
      CASE
        WHEN "t61"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            CAST("t61"."gain_minor" AS DOUBLE) * (
              (
                (
                  (
                    "t61"."prior" * 300.0
                  ) + (
                    CAST(COALESCE("t61"."answers", 0) AS DOUBLE) * 0.25
                  )
                ) / (
                  CAST(COALESCE("t61"."sent", 0) AS DOUBLE) + 300.0
                )
              ) * (
                POWER(
                  0.5,
                  (
                    COALESCE("t61"."thing_fewer", 0.0) + COALESCE("t61"."maker_fewer", 0.0) + COALESCE("t61"."category_fewer", 0.0) + COALESCE("t61"."topic_fewer", 0.0) + CASE
                      WHEN COALESCE("t61"."price_millionths" >= "t61"."dear_millionths", FALSE)
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
                CAST(COALESCE("t61"."regrets", 0) AS DOUBLE) + 0.9
              ) / (
                CAST(COALESCE("t61"."sent", 0) AS DOUBLE) + 300.0
              )
            ) * GREATEST(
              CAST(COALESCE("t61"."margin_a_year_minor", "t61"."usual_year_minor", 0) AS DOUBLE) * 0.2,
              0.0
            ) * (
              CAST(COALESCE("t61"."heard_count", 0) AS DOUBLE) + 1.0
            )
          ),
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_minor",
      CASE
        WHEN "t61"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            CAST("t61"."gain_minor" AS DOUBLE) * (
              (
                (
                  (
                    "t61"."prior" * 300.0
                  ) + (
                    CAST(COALESCE("t61"."answers", 0) AS DOUBLE) * 0.25
                  )
                ) / (
                  CAST(COALESCE("t61"."sent", 0) AS DOUBLE) + 300.0
                )
              ) * (
                POWER(0.5, 0.0)
              )
            )
          ) - (
            (
              (
                CAST(COALESCE("t61"."regrets", 0) AS DOUBLE) + 0.9
              ) / (
                CAST(COALESCE("t61"."sent", 0) AS DOUBLE) + 300.0
              )
            ) * GREATEST(
              CAST(COALESCE("t61"."margin_a_year_minor", "t61"."usual_year_minor", 0) AS DOUBLE) * 0.2,
              0.0
            ) * (
              CAST(COALESCE("t61"."heard_count", 0) AS DOUBLE) + 1.0
            )
          ),
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_unasked"
    FROM (
      SELECT
        "t18"."customer_id",
        "t18"."storefront",
        "t18"."program",
        "t18"."topic",
        "t18"."nature",
        "t18"."purpose",
        "t18"."profiles",
        "t18"."prior",
        "t18"."about",
        "t18"."occasion",
        "t18"."gain_minor",
        "t18"."variant",
        "t37"."today",
        "t37"."currency",
        "t38"."as_of",
        "t39"."mailbox_id",
        "t39"."language",
        "t39"."country",
        "t39"."zone",
        "t19"."suppressed",
        "t19"."complained",
        "t19"."suppressed_date",
        "t19"."complained_date",
        "t20"."claimed",
        "t20"."ground",
        "t20"."action",
        "t20"."evidence",
        "t20"."expires_at",
        "t20"."consent_date",
        "t20"."may",
        "t48"."unprofiled_date",
        "t21"."sensitivity",
        "t21"."paused_until",
        "t21"."chosen_date",
        "t22"."own_limit",
        "t60"."heard_count",
        "t60"."heard_month",
        "t60"."last_day",
        "t60"."last_date",
        "t49"."topic_last_day",
        "t49"."topic_last_date",
        "t23"."said_date",
        "t24"."sent",
        "t24"."answers",
        "t24"."regrets",
        "t24"."followed",
        "t58"."margin_a_year_minor",
        "t41"."maker",
        "t41"."category",
        "t41"."price_currency",
        "t41"."price_millionths",
        "t50"."thing_stops",
        "t50"."thing_fewer",
        "t50"."thing_rather",
        "t50"."thing_named",
        "t50"."thing_said_date",
        "t51"."maker_stops",
        "t51"."maker_fewer",
        "t51"."maker_rather",
        "t51"."maker_named",
        "t51"."maker_said_date",
        "t52"."category_stops",
        "t52"."category_fewer",
        "t52"."category_rather",
        "t52"."category_named",
        "t52"."category_said_date",
        "t54"."own_dear_millionths",
        "t54"."own_dear_named",
        "t54"."own_dear_date",
        "t54"."own_dear_currency",
        "t25"."dear_millionths",
        "t25"."dear_named",
        "t25"."dear_date",
        "t53"."topic_stops",
        "t53"."topic_fewer",
        "t53"."topic_rather",
        "t53"."topic_named",
        "t53"."topic_said_date",
        "t26"."usual_year_minor"
      FROM "candidate" AS "t18"
      INNER JOIN (
        SELECT
          "t9"."storefront",
          "t9"."today",
          "t9"."currency"
        FROM "storefront" AS "t9"
      ) AS "t37"
        ON "t18"."storefront" = "t37"."storefront"
      CROSS JOIN (
        SELECT
          *
        FROM "now" AS "t10"
      ) AS "t38"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "contact" AS "t11"
      ) AS "t39"
        ON "t18"."customer_id" = "t39"."customer_id"
        AND "t18"."storefront" = "t39"."storefront"
      LEFT OUTER JOIN "standing" AS "t19"
        ON "t39"."mailbox_id" = "t19"."mailbox_id"
      LEFT OUTER JOIN "permission" AS "t20"
        ON "t39"."mailbox_id" = "t20"."mailbox_id" AND "t18"."purpose" = "t20"."purpose"
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
      ) AS "t48"
        ON "t39"."mailbox_id" = "t48"."mailbox_id"
      LEFT OUTER JOIN "preference" AS "t21"
        ON "t18"."customer_id" = "t21"."customer_id" AND "t18"."topic" = "t21"."topic"
      LEFT OUTER JOIN "mail_limit" AS "t22"
        ON "t18"."customer_id" = "t22"."customer_id"
      LEFT OUTER JOIN (
        SELECT
          "t56"."customer_id",
          "t56"."storefront",
          SUM(
            CAST((
              DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t56"."today") - "t56"."day"
            ) < 30 AS INT)
          ) AS "heard_count",
          SUM(
            CAST((
              DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t56"."today") - "t56"."day"
            ) < 30 AS INT)
          ) AS "heard_month",
          MAX("t56"."day") AS "last_day",
          MAX("t56"."local_date") AS "last_date"
        FROM (
          SELECT
            "t33"."customer_id",
            "t33"."program",
            "t33"."topic",
            "t33"."intent",
            "t33"."at",
            "t33"."local_date",
            "t33"."day",
            "t36"."storefront",
            "t36"."today"
          FROM (
            SELECT
              "t12".*
              EXCLUDE ("storefront")
            FROM "heard" AS "t12"
          ) AS "t33"
          CROSS JOIN (
            SELECT
              "t9"."storefront",
              "t9"."today"
            FROM "storefront" AS "t9"
          ) AS "t36"
        ) AS "t56"
        GROUP BY
          1,
          2
      ) AS "t60"
        ON "t18"."customer_id" = "t60"."customer_id"
        AND "t18"."storefront" = "t60"."storefront"
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
      ) AS "t49"
        ON "t18"."customer_id" = "t49"."customer_id" AND "t18"."topic" = "t49"."topic"
      LEFT OUTER JOIN "said" AS "t23"
        ON "t18"."customer_id" = "t23"."customer_id"
        AND "t18"."storefront" = "t23"."storefront"
        AND "t18"."program" = "t23"."program"
        AND "t18"."about" = "t23"."about"
        AND "t18"."occasion" = "t23"."occasion"
      LEFT OUTER JOIN "response" AS "t24"
        ON "t18"."program" = "t24"."program"
      LEFT OUTER JOIN (
        SELECT
          "t28"."customer_id",
          "t28"."storefront",
          "t28"."margin_a_year_minor"
        FROM "profile" AS "t28"
        ANTI JOIN (
          SELECT
            *
          FROM "switch" AS "t17"
          WHERE
            "t17"."feature" = 'value' AND NOT (
              "t17"."on"
            )
        ) AS "t55"
          ON "t28"."customer_id" = "t55"."customer_id"
      ) AS "t58"
        ON "t18"."customer_id" = "t58"."customer_id"
        AND "t18"."storefront" = "t58"."storefront"
      LEFT OUTER JOIN (
        SELECT
          "t13"."storefront",
          "t13"."variant",
          "t13"."maker",
          "t13"."category",
          "t13"."price_currency",
          "t13"."unit_price_millionths" AS "price_millionths"
        FROM "catalogue" AS "t13"
      ) AS "t41"
        ON "t18"."storefront" = "t41"."storefront" AND "t18"."variant" = "t41"."variant"
      LEFT OUTER JOIN (
        SELECT
          "t14"."customer_id",
          "t14"."storefront",
          "t14"."which" AS "variant",
          "t14"."stops" AS "thing_stops",
          "t14"."fewer" AS "thing_fewer",
          "t14"."rather" AS "thing_rather",
          "t14"."named" AS "thing_named",
          "t14"."said_date" AS "thing_said_date"
        FROM "taste" AS "t14"
        WHERE
          "t14"."aspect" = 'thing'
      ) AS "t50"
        ON "t18"."customer_id" = "t50"."customer_id"
        AND "t18"."storefront" = "t50"."storefront"
        AND "t18"."variant" = "t50"."variant"
      LEFT OUTER JOIN (
        SELECT
          "t14"."customer_id",
          "t14"."storefront",
          "t14"."which" AS "maker",
          "t14"."stops" AS "maker_stops",
          "t14"."fewer" AS "maker_fewer",
          "t14"."rather" AS "maker_rather",
          "t14"."named" AS "maker_named",
          "t14"."said_date" AS "maker_said_date"
        FROM "taste" AS "t14"
        WHERE
          "t14"."aspect" = 'maker'
      ) AS "t51"
        ON "t18"."customer_id" = "t51"."customer_id"
        AND "t18"."storefront" = "t51"."storefront"
        AND "t41"."maker" = "t51"."maker"
      LEFT OUTER JOIN (
        SELECT
          "t14"."customer_id",
          "t14"."storefront",
          "t14"."which" AS "category",
          "t14"."stops" AS "category_stops",
          "t14"."fewer" AS "category_fewer",
          "t14"."rather" AS "category_rather",
          "t14"."named" AS "category_named",
          "t14"."said_date" AS "category_said_date"
        FROM "taste" AS "t14"
        WHERE
          "t14"."aspect" = 'category'
      ) AS "t52"
        ON "t18"."customer_id" = "t52"."customer_id"
        AND "t18"."storefront" = "t52"."storefront"
        AND "t41"."category" = "t52"."category"
      LEFT OUTER JOIN (
        SELECT
          "t15"."customer_id",
          "t15"."storefront",
          "t15"."which" AS "variant",
          "t15"."unit_price_millionths" AS "own_dear_millionths",
          "t15"."named" AS "own_dear_named",
          "t15"."said_date" AS "own_dear_date",
          "t15"."currency" AS "own_dear_currency"
        FROM "liking" AS "t15"
        WHERE
          "t15"."aspect" = 'price' AND "t15"."direction" = 'less'
      ) AS "t54"
        ON "t18"."customer_id" = "t54"."customer_id"
        AND "t18"."storefront" = "t54"."storefront"
        AND "t18"."variant" = "t54"."variant"
      LEFT OUTER JOIN "too_dear" AS "t25"
        ON "t18"."customer_id" = "t25"."customer_id"
        AND "t18"."storefront" = "t25"."storefront"
        AND "t41"."price_currency" = "t25"."price_currency"
      LEFT OUTER JOIN (
        SELECT
          "t14"."customer_id",
          "t14"."storefront",
          "t14"."which" AS "topic",
          "t14"."stops" AS "topic_stops",
          "t14"."fewer" AS "topic_fewer",
          "t14"."rather" AS "topic_rather",
          "t14"."named" AS "topic_named",
          "t14"."said_date" AS "topic_said_date"
        FROM "taste" AS "t14"
        WHERE
          "t14"."aspect" = 'topic'
      ) AS "t53"
        ON "t18"."customer_id" = "t53"."customer_id"
        AND "t18"."storefront" = "t53"."storefront"
        AND "t18"."topic" = "t53"."topic"
      LEFT OUTER JOIN "usual" AS "t26"
        ON "t18"."storefront" = "t26"."storefront"
    ) AS "t61"
  ) AS "t62"
)
SELECT
  "t72"."customer_id",
  "t72"."storefront",
  "t72"."program",
  "t72"."topic",
  "t72"."nature",
  "t72"."purpose",
  "t72"."about",
  "t72"."occasion",
  "t72"."variant",
  "t72"."gain_minor",
  "t72"."worth_minor",
  "t72"."mailbox_id",
  "t72"."language",
  "t72"."country",
  "t72"."zone",
  "t72"."currency",
  "t72"."reason_key",
  CASE WHEN "t72"."reason_key" IS NULL THEN 'send' ELSE 'refused' END AS "verdict",
  CASE WHEN "t72"."reason_key" = 'too_often' THEN "t72"."sensitivity" ELSE NULL END AS "reason_asked",
  CASE
    WHEN "t72"."reason_key" = 'unwanted_topic'
    THEN CAST("t72"."chosen_date" AS TEXT)
    ELSE NULL
  END AS "reason_chosen_on",
  CASE
    WHEN "t72"."reason_key" = 'over_own_limit'
    THEN CAST(30 AS TEXT)
    WHEN "t72"."reason_key" = 'over_cap'
    THEN CAST(30 AS TEXT)
    WHEN "t72"."reason_key" = 'too_soon'
    THEN CAST(3 AS TEXT)
    ELSE NULL
  END AS "reason_days",
  CASE
    WHEN "t72"."reason_key" = 'over_own_limit'
    THEN CAST("t72"."heard_month" AS TEXT)
    WHEN "t72"."reason_key" = 'over_cap'
    THEN CAST("t72"."heard_count" AS TEXT)
    ELSE NULL
  END AS "reason_heard",
  CASE
    WHEN "t72"."reason_key" = 'unwanted_topic'
    THEN CAST("t72"."topic_last_date" AS TEXT)
    WHEN "t72"."reason_key" = 'pausing'
    THEN CAST("t72"."topic_last_date" AS TEXT)
    WHEN "t72"."reason_key" = 'matters_little'
    THEN CAST("t72"."topic_last_date" AS TEXT)
    WHEN "t72"."reason_key" = 'too_often'
    THEN CAST("t72"."topic_last_date" AS TEXT)
    WHEN "t72"."reason_key" = 'over_own_limit'
    THEN CAST("t72"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last",
  CASE
    WHEN "t72"."reason_key" = 'too_soon'
    THEN CAST("t72"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last_on",
  CASE WHEN "t72"."reason_key" = 'over_cap' THEN CAST(4 AS TEXT) ELSE NULL END AS "reason_limit",
  CASE
    WHEN "t72"."reason_key" = 'less_of_this'
    THEN CASE
      WHEN COALESCE("t72"."thing_stops", FALSE)
      THEN "t72"."thing_named"
      WHEN COALESCE("t72"."maker_stops", FALSE)
      THEN "t72"."maker_named"
      WHEN COALESCE("t72"."category_stops", FALSE)
      THEN "t72"."category_named"
      ELSE NULL
    END
    WHEN "t72"."reason_key" = 'too_dear'
    THEN "t72"."own_dear_named"
    WHEN "t72"."reason_key" = 'less_welcome'
    THEN COALESCE("t72"."topic_named", "t72"."maker_named", "t72"."category_named", "t72"."dear_named")
    ELSE NULL
  END AS "reason_named",
  CASE
    WHEN "t72"."reason_key" = 'over_own_limit'
    THEN CAST("t72"."own_limit" AS TEXT)
    ELSE NULL
  END AS "reason_own_limit",
  CASE WHEN "t72"."reason_key" = 'matters_little' THEN CAST(10 AS TEXT) ELSE NULL END AS "reason_percent",
  CASE
    WHEN "t72"."reason_key" = 'withdrawn'
    THEN "t72"."purpose"
    WHEN "t72"."reason_key" = 'unproven'
    THEN "t72"."purpose"
    WHEN "t72"."reason_key" = 'no_consent'
    THEN "t72"."purpose"
    ELSE NULL
  END AS "reason_purpose",
  CASE
    WHEN "t72"."reason_key" = 'already_said'
    THEN CAST("t72"."said_date" AS TEXT)
    WHEN "t72"."reason_key" = 'less_of_this'
    THEN CAST(CASE
      WHEN COALESCE("t72"."thing_stops", FALSE)
      THEN "t72"."thing_said_date"
      WHEN COALESCE("t72"."maker_stops", FALSE)
      THEN "t72"."maker_said_date"
      WHEN COALESCE("t72"."category_stops", FALSE)
      THEN "t72"."category_said_date"
      ELSE NULL
    END AS TEXT)
    WHEN "t72"."reason_key" = 'too_dear'
    THEN CAST("t72"."own_dear_date" AS TEXT)
    WHEN "t72"."reason_key" = 'less_welcome'
    THEN CAST(COALESCE(
      "t72"."topic_said_date",
      "t72"."maker_said_date",
      "t72"."category_said_date",
      "t72"."dear_date"
    ) AS TEXT)
    ELSE NULL
  END AS "reason_said_on",
  CASE
    WHEN "t72"."reason_key" = 'suppressed'
    THEN CAST("t72"."suppressed_date" AS TEXT)
    WHEN "t72"."reason_key" = 'complained'
    THEN CAST("t72"."complained_date" AS TEXT)
    WHEN "t72"."reason_key" = 'withdrawn'
    THEN CAST("t72"."consent_date" AS TEXT)
    WHEN "t72"."reason_key" = 'lapsed'
    THEN CAST("t72"."consent_date" AS TEXT)
    WHEN "t72"."reason_key" = 'unprofiled'
    THEN CAST("t72"."unprofiled_date" AS TEXT)
    ELSE NULL
  END AS "reason_since",
  CASE
    WHEN "t72"."reason_key" = 'unwanted_topic'
    THEN "t72"."topic"
    WHEN "t72"."reason_key" = 'pausing'
    THEN "t72"."topic"
    WHEN "t72"."reason_key" = 'matters_little'
    THEN "t72"."topic"
    WHEN "t72"."reason_key" = 'too_often'
    THEN "t72"."topic"
    ELSE NULL
  END AS "reason_topic",
  CASE
    WHEN "t72"."reason_key" = 'lapsed'
    THEN CAST(CAST("t72"."expires_at" AS DATE) AS TEXT)
    WHEN "t72"."reason_key" = 'pausing'
    THEN CAST("t72"."paused_until" AS TEXT)
    ELSE NULL
  END AS "reason_until",
  CASE WHEN "t72"."reason_key" = 'outbid' THEN "t72"."winner" ELSE NULL END AS "reason_winner"
FROM (
  SELECT
    "t71"."customer_id",
    "t71"."storefront",
    "t71"."program",
    "t71"."topic",
    "t71"."nature",
    "t71"."purpose",
    "t71"."profiles",
    "t71"."prior",
    "t71"."about",
    "t71"."occasion",
    "t71"."gain_minor",
    "t71"."variant",
    "t71"."today",
    "t71"."currency",
    "t71"."as_of",
    "t71"."mailbox_id",
    "t71"."language",
    "t71"."country",
    "t71"."zone",
    "t71"."suppressed",
    "t71"."complained",
    "t71"."suppressed_date",
    "t71"."complained_date",
    "t71"."claimed",
    "t71"."ground",
    "t71"."action",
    "t71"."evidence",
    "t71"."expires_at",
    "t71"."consent_date",
    "t71"."may",
    "t71"."unprofiled_date",
    "t71"."sensitivity",
    "t71"."paused_until",
    "t71"."chosen_date",
    "t71"."own_limit",
    "t71"."heard_count",
    "t71"."heard_month",
    "t71"."last_day",
    "t71"."last_date",
    "t71"."topic_last_day",
    "t71"."topic_last_date",
    "t71"."said_date",
    "t71"."sent",
    "t71"."answers",
    "t71"."regrets",
    "t71"."followed",
    "t71"."margin_a_year_minor",
    "t71"."maker",
    "t71"."category",
    "t71"."price_currency",
    "t71"."price_millionths",
    "t71"."thing_stops",
    "t71"."thing_fewer",
    "t71"."thing_rather",
    "t71"."thing_named",
    "t71"."thing_said_date",
    "t71"."maker_stops",
    "t71"."maker_fewer",
    "t71"."maker_rather",
    "t71"."maker_named",
    "t71"."maker_said_date",
    "t71"."category_stops",
    "t71"."category_fewer",
    "t71"."category_rather",
    "t71"."category_named",
    "t71"."category_said_date",
    "t71"."own_dear_millionths",
    "t71"."own_dear_named",
    "t71"."own_dear_date",
    "t71"."own_dear_currency",
    "t71"."dear_millionths",
    "t71"."dear_named",
    "t71"."dear_date",
    "t71"."topic_stops",
    "t71"."topic_fewer",
    "t71"."topic_rather",
    "t71"."topic_named",
    "t71"."topic_said_date",
    "t71"."usual_year_minor",
    "t71"."worth_minor",
    "t71"."worth_unasked",
    CASE
      WHEN "t71"."bids"
      AND NOT (
        "t71"."bids"
        AND (
          "t71"."program" = "t71"."best_program"
        )
        AND (
          "t71"."about" = "t71"."best_about"
        )
        AND (
          "t71"."occasion" = "t71"."best_occasion"
        )
        AND (
          "t71"."storefront" = "t71"."best_storefront"
        )
      )
      THEN 'outbid'
      ELSE "t71"."reason_key"
    END AS "reason_key",
    "t71"."bids",
    "t71"."winner",
    "t71"."best_program",
    "t71"."best_about",
    "t71"."best_occasion",
    "t71"."best_storefront"
  FROM (
    SELECT
      "t67"."customer_id",
      "t67"."storefront",
      "t67"."program",
      "t67"."topic",
      "t67"."nature",
      "t67"."purpose",
      "t67"."profiles",
      "t67"."prior",
      "t67"."about",
      "t67"."occasion",
      "t67"."gain_minor",
      "t67"."variant",
      "t67"."today",
      "t67"."currency",
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
      "t67"."worth_minor",
      "t67"."worth_unasked",
      "t67"."reason_key",
      "t67"."bids",
      "t70"."winner",
      "t70"."best_program",
      "t70"."best_about",
      "t70"."best_occasion",
      "t70"."best_storefront"
    FROM (
      SELECT
        "t64"."customer_id",
        "t64"."storefront",
        "t64"."program",
        "t64"."topic",
        "t64"."nature",
        "t64"."purpose",
        "t64"."profiles",
        "t64"."prior",
        "t64"."about",
        "t64"."occasion",
        "t64"."gain_minor",
        "t64"."variant",
        "t64"."today",
        "t64"."currency",
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
        "t64"."worth_minor",
        "t64"."worth_unasked",
        "t64"."reason_key",
        (
          "t64"."reason_key" IS NULL
        ) AND (
          "t64"."nature" = 'marketing'
        ) AS "bids"
      FROM "t63" AS "t64"
    ) AS "t67"
    LEFT OUTER JOIN (
      SELECT
        "t68"."customer_id",
        "t68"."best"."program" AS "winner",
        "t68"."best"."program" AS "best_program",
        "t68"."best"."about" AS "best_about",
        "t68"."best"."occasion" AS "best_occasion",
        "t68"."best"."storefront" AS "best_storefront"
      FROM (
        SELECT
          "t66"."customer_id",
          MIN(
            {'less': -(
              "t66"."worth_minor" * (
                POWER(
                  2.0,
                  (
                    COALESCE("t66"."thing_rather", 0.0) + COALESCE("t66"."maker_rather", 0.0) + COALESCE("t66"."category_rather", 0.0) + COALESCE("t66"."topic_rather", 0.0)
                  )
                )
              )
            ), 'program': "t66"."program", 'about': "t66"."about", 'occasion': "t66"."occasion", 'storefront': "t66"."storefront"}
          ) AS "best"
        FROM (
          SELECT
            "t64"."customer_id",
            "t64"."storefront",
            "t64"."program",
            "t64"."topic",
            "t64"."nature",
            "t64"."purpose",
            "t64"."profiles",
            "t64"."prior",
            "t64"."about",
            "t64"."occasion",
            "t64"."gain_minor",
            "t64"."variant",
            "t64"."today",
            "t64"."currency",
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
            "t64"."worth_minor",
            "t64"."worth_unasked",
            "t64"."reason_key",
            (
              "t64"."reason_key" IS NULL
            ) AND (
              "t64"."nature" = 'marketing'
            ) AS "bids"
          FROM "t63" AS "t64"
          WHERE
            (
              "t64"."reason_key" IS NULL
            ) AND (
              "t64"."nature" = 'marketing'
            )
        ) AS "t66"
        GROUP BY
          1
      ) AS "t68"
    ) AS "t70"
      ON "t67"."customer_id" = "t70"."customer_id"
  ) AS "t71"
) AS "t72"
