WITH "t57" AS (
  SELECT
    "t56"."customer_id",
    "t56"."storefront",
    "t56"."program",
    "t56"."topic",
    "t56"."nature",
    "t56"."purpose",
    "t56"."profiles",
    "t56"."prior",
    "t56"."about",
    "t56"."occasion",
    "t56"."gain_minor",
    "t56"."variant",
    "t56"."today",
    "t56"."currency",
    "t56"."as_of",
    "t56"."mailbox_id",
    "t56"."language",
    "t56"."country",
    "t56"."zone",
    "t56"."suppressed",
    "t56"."complained",
    "t56"."suppressed_date",
    "t56"."complained_date",
    "t56"."claimed",
    "t56"."ground",
    "t56"."action",
    "t56"."evidence",
    "t56"."expires_at",
    "t56"."consent_date",
    "t56"."may",
    "t56"."unprofiled_date",
    "t56"."sensitivity",
    "t56"."paused_until",
    "t56"."chosen_date",
    "t56"."own_limit",
    "t56"."heard_count",
    "t56"."heard_month",
    "t56"."last_day",
    "t56"."last_date",
    "t56"."topic_last_day",
    "t56"."topic_last_date",
    "t56"."said_date",
    "t56"."sent",
    "t56"."answers",
    "t56"."regrets",
    "t56"."margin_a_year_minor",
    "t56"."maker",
    "t56"."category",
    "t56"."price_currency",
    "t56"."price_millionths",
    "t56"."thing_stops",
    "t56"."thing_fewer",
    "t56"."thing_rather",
    "t56"."thing_named",
    "t56"."thing_said_date",
    "t56"."maker_stops",
    "t56"."maker_fewer",
    "t56"."maker_rather",
    "t56"."maker_named",
    "t56"."maker_said_date",
    "t56"."category_stops",
    "t56"."category_fewer",
    "t56"."category_rather",
    "t56"."category_named",
    "t56"."category_said_date",
    "t56"."own_dear_millionths",
    "t56"."own_dear_named",
    "t56"."own_dear_date",
    "t56"."own_dear_currency",
    "t56"."dear_millionths",
    "t56"."dear_named",
    "t56"."dear_date",
    "t56"."topic_stops",
    "t56"."topic_fewer",
    "t56"."topic_rather",
    "t56"."topic_named",
    "t56"."topic_said_date",
    "t56"."worth_minor",
    "t56"."worth_unasked",
    CASE
      WHEN COALESCE("t56"."mailbox_id" IS NULL, FALSE)
      THEN 'no_address'
      WHEN COALESCE("t56"."suppressed", FALSE)
      THEN 'suppressed'
      WHEN COALESCE("t56"."said_date" IS NOT NULL, FALSE)
      THEN 'already_said'
      WHEN COALESCE((
        "t56"."nature" = 'marketing'
      ) AND "t56"."complained", FALSE)
      THEN 'complained'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          NOT (
            "t56"."may"
          ) AND (
            "t56"."consent_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'withdrawn'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          "t56"."claimed" AND (
            "t56"."consent_date" IS NULL
          )
        ),
        FALSE
      )
      THEN 'unproven'
      WHEN COALESCE((
        "t56"."nature" = 'marketing'
      ) AND NOT (
        "t56"."may"
      ), FALSE)
      THEN 'no_consent'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          (
            "t56"."expires_at" IS NOT NULL
          )
          AND (
            "t56"."expires_at" <= "t56"."as_of"
          )
        ),
        FALSE
      )
      THEN 'lapsed'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          "t56"."profiles" AND (
            "t56"."unprofiled_date" IS NOT NULL
          )
        ),
        FALSE
      )
      THEN 'unprofiled'
      WHEN COALESCE((
        "t56"."nature" = 'marketing'
      ) AND (
        "t56"."sensitivity" = 'never'
      ), FALSE)
      THEN 'unwanted_topic'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        ) AND (
          "t56"."paused_until" > "t56"."today"
        ),
        FALSE
      )
      THEN 'pausing'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          COALESCE("t56"."thing_stops", FALSE)
          OR COALESCE("t56"."maker_stops", FALSE)
          OR COALESCE("t56"."category_stops", FALSE)
        ),
        FALSE
      )
      THEN 'less_of_this'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND COALESCE(
          (
            "t56"."own_dear_currency" = "t56"."price_currency"
          )
          AND (
            "t56"."price_millionths" >= "t56"."own_dear_millionths"
          ),
          FALSE
        ),
        FALSE
      )
      THEN 'too_dear'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          (
            "t56"."sensitivity" = 'important'
          )
          AND (
            CAST("t56"."gain_minor" AS DOUBLE) < (
              CAST(COALESCE("t56"."margin_a_year_minor", 0) AS DOUBLE) * 0.1
            )
          )
        ),
        FALSE
      )
      THEN 'matters_little'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          (
            "t56"."topic_last_day" + CASE
              WHEN "t56"."sensitivity" = 'important'
              THEN 90
              WHEN "t56"."sensitivity" = 'monthly'
              THEN 30
              WHEN "t56"."sensitivity" = 'weekly'
              THEN 7
              ELSE 0
            END
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t56"."today")
        ),
        FALSE
      )
      THEN 'too_often'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          "t56"."heard_month" >= "t56"."own_limit"
        ),
        FALSE
      )
      THEN 'over_own_limit'
      WHEN COALESCE((
        "t56"."nature" = 'marketing'
      ) AND (
        "t56"."heard_count" >= 4
      ), FALSE)
      THEN 'over_cap'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          (
            "t56"."last_day" + 3
          ) > DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t56"."today")
        ),
        FALSE
      )
      THEN 'too_soon'
      WHEN COALESCE((
        "t56"."nature" = 'marketing'
      ) AND (
        "t56"."worth_minor" IS NULL
      ), FALSE)
      THEN 'no_rate'
      WHEN COALESCE(
        (
          "t56"."nature" = 'marketing'
        )
        AND (
          "t56"."worth_minor" <= 0
        )
        AND (
          "t56"."worth_unasked" > 0
        ),
        FALSE
      )
      THEN 'less_welcome'
      WHEN COALESCE((
        "t56"."nature" = 'marketing'
      ) AND (
        "t56"."worth_minor" <= 0
      ), FALSE)
      THEN 'not_worth_it'
      ELSE NULL
    END AS "reason_key"
  FROM (
    SELECT
      "t55"."customer_id",
      "t55"."storefront",
      "t55"."program",
      "t55"."topic",
      "t55"."nature",
      "t55"."purpose",
      "t55"."profiles",
      "t55"."prior",
      "t55"."about",
      "t55"."occasion",
      "t55"."gain_minor",
      "t55"."variant",
      "t55"."today",
      "t55"."currency",
      "t55"."as_of",
      "t55"."mailbox_id",
      "t55"."language",
      "t55"."country",
      "t55"."zone",
      COALESCE("t55"."suppressed", FALSE) AS "suppressed",
      COALESCE("t55"."complained", FALSE) AS "complained",
      "t55"."suppressed_date",
      "t55"."complained_date",
      COALESCE("t55"."claimed", FALSE) AS "claimed",
      "t55"."ground",
      "t55"."action",
      "t55"."evidence",
      "t55"."expires_at",
      "t55"."consent_date",
      COALESCE("t55"."may", FALSE) AS "may",
      "t55"."unprofiled_date",
      "t55"."sensitivity",
      "t55"."paused_until",
      "t55"."chosen_date",
      "t55"."own_limit",
      COALESCE("t55"."heard_count", 0) AS "heard_count",
      COALESCE("t55"."heard_month", 0) AS "heard_month",
      "t55"."last_day",
      "t55"."last_date",
      "t55"."topic_last_day",
      "t55"."topic_last_date",
      "t55"."said_date",
      "t55"."sent",
      "t55"."answers",
      "t55"."regrets",
      "t55"."margin_a_year_minor",
      "t55"."maker",
      "t55"."category",
      "t55"."price_currency",
      "t55"."price_millionths",
      "t55"."thing_stops",
      "t55"."thing_fewer",
      "t55"."thing_rather",
      "t55"."thing_named",
      "t55"."thing_said_date",
      "t55"."maker_stops",
      "t55"."maker_fewer",
      "t55"."maker_rather",
      "t55"."maker_named",
      "t55"."maker_said_date",
      "t55"."category_stops",
      "t55"."category_fewer",
      "t55"."category_rather",
      "t55"."category_named",
      "t55"."category_said_date",
      "t55"."own_dear_millionths",
      "t55"."own_dear_named",
      "t55"."own_dear_date",
      "t55"."own_dear_currency",
      "t55"."dear_millionths",
      "t55"."dear_named",
      "t55"."dear_date",
      "t55"."topic_stops",
      "t55"."topic_fewer",
      "t55"."topic_rather",
      "t55"."topic_named",
      "t55"."topic_said_date",
      CASE
        WHEN "t55"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            CAST("t55"."gain_minor" AS DOUBLE) * (
              (
                (
                  (
                    "t55"."prior" * 300.0
                  ) + (
                    CAST(COALESCE("t55"."answers", 0) AS DOUBLE) * 0.25
                  )
                ) / (
                  CAST(COALESCE("t55"."sent", 0) AS DOUBLE) + 300.0
                )
              ) * (
                POWER(
                  0.5,
                  (
                    COALESCE("t55"."thing_fewer", 0.0) + COALESCE("t55"."maker_fewer", 0.0) + COALESCE("t55"."category_fewer", 0.0) + COALESCE("t55"."topic_fewer", 0.0) + CASE
                      WHEN COALESCE("t55"."price_millionths" >= "t55"."dear_millionths", FALSE)
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
                CAST(COALESCE("t55"."regrets", 0) AS DOUBLE) + 0.9
              ) / (
                CAST(COALESCE("t55"."sent", 0) AS DOUBLE) + 300.0
              )
            ) * GREATEST(CAST(COALESCE("t55"."margin_a_year_minor", 0) AS DOUBLE) * 0.2, 0.0) * (
              CAST(COALESCE("t55"."heard_count", 0) AS DOUBLE) + 1.0
            )
          ),
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_minor",
      CASE
        WHEN "t55"."nature" = 'marketing'
        THEN CAST(ROUND(
          (
            CAST("t55"."gain_minor" AS DOUBLE) * (
              (
                (
                  (
                    "t55"."prior" * 300.0
                  ) + (
                    CAST(COALESCE("t55"."answers", 0) AS DOUBLE) * 0.25
                  )
                ) / (
                  CAST(COALESCE("t55"."sent", 0) AS DOUBLE) + 300.0
                )
              ) * (
                POWER(0.5, 0.0)
              )
            )
          ) - (
            (
              (
                CAST(COALESCE("t55"."regrets", 0) AS DOUBLE) + 0.9
              ) / (
                CAST(COALESCE("t55"."sent", 0) AS DOUBLE) + 300.0
              )
            ) * GREATEST(CAST(COALESCE("t55"."margin_a_year_minor", 0) AS DOUBLE) * 0.2, 0.0) * (
              CAST(COALESCE("t55"."heard_count", 0) AS DOUBLE) + 1.0
            )
          ),
          3
        ) AS DOUBLE)
        ELSE NULL
      END AS "worth_unasked"
    FROM (
      SELECT
        "t16"."customer_id",
        "t16"."storefront",
        "t16"."program",
        "t16"."topic",
        "t16"."nature",
        "t16"."purpose",
        "t16"."profiles",
        "t16"."prior",
        "t16"."about",
        "t16"."occasion",
        "t16"."gain_minor",
        "t16"."variant",
        "t34"."today",
        "t34"."currency",
        "t35"."as_of",
        "t36"."mailbox_id",
        "t36"."language",
        "t36"."country",
        "t36"."zone",
        "t17"."suppressed",
        "t17"."complained",
        "t17"."suppressed_date",
        "t17"."complained_date",
        "t18"."claimed",
        "t18"."ground",
        "t18"."action",
        "t18"."evidence",
        "t18"."expires_at",
        "t18"."consent_date",
        "t18"."may",
        "t45"."unprofiled_date",
        "t19"."sensitivity",
        "t19"."paused_until",
        "t19"."chosen_date",
        "t20"."own_limit",
        "t54"."heard_count",
        "t54"."heard_month",
        "t54"."last_day",
        "t54"."last_date",
        "t46"."topic_last_day",
        "t46"."topic_last_date",
        "t21"."said_date",
        "t22"."sent",
        "t22"."answers",
        "t22"."regrets",
        "t38"."margin_a_year_minor",
        "t39"."maker",
        "t39"."category",
        "t39"."price_currency",
        "t39"."price_millionths",
        "t47"."thing_stops",
        "t47"."thing_fewer",
        "t47"."thing_rather",
        "t47"."thing_named",
        "t47"."thing_said_date",
        "t48"."maker_stops",
        "t48"."maker_fewer",
        "t48"."maker_rather",
        "t48"."maker_named",
        "t48"."maker_said_date",
        "t49"."category_stops",
        "t49"."category_fewer",
        "t49"."category_rather",
        "t49"."category_named",
        "t49"."category_said_date",
        "t51"."own_dear_millionths",
        "t51"."own_dear_named",
        "t51"."own_dear_date",
        "t51"."own_dear_currency",
        "t23"."dear_millionths",
        "t23"."dear_named",
        "t23"."dear_date",
        "t50"."topic_stops",
        "t50"."topic_fewer",
        "t50"."topic_rather",
        "t50"."topic_named",
        "t50"."topic_said_date"
      FROM "candidate" AS "t16"
      INNER JOIN (
        SELECT
          "t8"."storefront",
          "t8"."today",
          "t8"."currency"
        FROM "storefront" AS "t8"
      ) AS "t34"
        ON "t16"."storefront" = "t34"."storefront"
      CROSS JOIN (
        SELECT
          *
        FROM "now" AS "t9"
      ) AS "t35"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "contact" AS "t10"
      ) AS "t36"
        ON "t16"."customer_id" = "t36"."customer_id"
        AND "t16"."storefront" = "t36"."storefront"
      LEFT OUTER JOIN "standing" AS "t17"
        ON "t36"."mailbox_id" = "t17"."mailbox_id"
      LEFT OUTER JOIN "permission" AS "t18"
        ON "t36"."mailbox_id" = "t18"."mailbox_id" AND "t16"."purpose" = "t18"."purpose"
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
      ) AS "t45"
        ON "t36"."mailbox_id" = "t45"."mailbox_id"
      LEFT OUTER JOIN "preference" AS "t19"
        ON "t16"."customer_id" = "t19"."customer_id" AND "t16"."topic" = "t19"."topic"
      LEFT OUTER JOIN "mail_limit" AS "t20"
        ON "t16"."customer_id" = "t20"."customer_id"
      LEFT OUTER JOIN (
        SELECT
          "t52"."customer_id",
          "t52"."storefront",
          SUM(
            CAST((
              DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t52"."today") - "t52"."day"
            ) < 30 AS INT)
          ) AS "heard_count",
          SUM(
            CAST((
              DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t52"."today") - "t52"."day"
            ) < 30 AS INT)
          ) AS "heard_month",
          MAX("t52"."day") AS "last_day",
          MAX("t52"."local_date") AS "last_date"
        FROM (
          SELECT
            "t29"."customer_id",
            "t29"."program",
            "t29"."topic",
            "t29"."intent",
            "t29"."at",
            "t29"."local_date",
            "t29"."day",
            "t33"."storefront",
            "t33"."today"
          FROM (
            SELECT
              "t11".*
              EXCLUDE ("storefront")
            FROM "heard" AS "t11"
          ) AS "t29"
          CROSS JOIN (
            SELECT
              "t8"."storefront",
              "t8"."today"
            FROM "storefront" AS "t8"
          ) AS "t33"
        ) AS "t52"
        GROUP BY
          1,
          2
      ) AS "t54"
        ON "t16"."customer_id" = "t54"."customer_id"
        AND "t16"."storefront" = "t54"."storefront"
      LEFT OUTER JOIN (
        SELECT
          "t11"."customer_id",
          "t11"."topic",
          MAX("t11"."day") AS "topic_last_day",
          MAX("t11"."local_date") AS "topic_last_date"
        FROM "heard" AS "t11"
        GROUP BY
          1,
          2
      ) AS "t46"
        ON "t16"."customer_id" = "t46"."customer_id" AND "t16"."topic" = "t46"."topic"
      LEFT OUTER JOIN "said" AS "t21"
        ON "t16"."customer_id" = "t21"."customer_id"
        AND "t16"."storefront" = "t21"."storefront"
        AND "t16"."program" = "t21"."program"
        AND "t16"."about" = "t21"."about"
        AND "t16"."occasion" = "t21"."occasion"
      LEFT OUTER JOIN "response" AS "t22"
        ON "t16"."program" = "t22"."program"
      LEFT OUTER JOIN (
        SELECT
          "t12"."customer_id",
          "t12"."storefront",
          "t12"."margin_a_year_minor"
        FROM "profile" AS "t12"
      ) AS "t38"
        ON "t16"."customer_id" = "t38"."customer_id"
        AND "t16"."storefront" = "t38"."storefront"
      LEFT OUTER JOIN (
        SELECT
          "t13"."storefront",
          "t13"."variant",
          "t13"."maker",
          "t13"."category",
          "t13"."price_currency",
          "t13"."unit_price_millionths" AS "price_millionths"
        FROM "catalogue" AS "t13"
      ) AS "t39"
        ON "t16"."storefront" = "t39"."storefront" AND "t16"."variant" = "t39"."variant"
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
      ) AS "t47"
        ON "t16"."customer_id" = "t47"."customer_id"
        AND "t16"."storefront" = "t47"."storefront"
        AND "t16"."variant" = "t47"."variant"
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
      ) AS "t48"
        ON "t16"."customer_id" = "t48"."customer_id"
        AND "t16"."storefront" = "t48"."storefront"
        AND "t39"."maker" = "t48"."maker"
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
      ) AS "t49"
        ON "t16"."customer_id" = "t49"."customer_id"
        AND "t16"."storefront" = "t49"."storefront"
        AND "t39"."category" = "t49"."category"
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
      ) AS "t51"
        ON "t16"."customer_id" = "t51"."customer_id"
        AND "t16"."storefront" = "t51"."storefront"
        AND "t16"."variant" = "t51"."variant"
      LEFT OUTER JOIN "too_dear" AS "t23"
        ON "t16"."customer_id" = "t23"."customer_id"
        AND "t16"."storefront" = "t23"."storefront"
        AND "t39"."price_currency" = "t23"."price_currency"
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
      ) AS "t50"
        ON "t16"."customer_id" = "t50"."customer_id"
        AND "t16"."storefront" = "t50"."storefront"
        AND "t16"."topic" = "t50"."topic"
    ) AS "t55"
  ) AS "t56"
)
SELECT
  "t66"."customer_id",
  "t66"."storefront",
  "t66"."program",
  "t66"."topic",
  "t66"."nature",
  "t66"."purpose",
  "t66"."about",
  "t66"."occasion",
  "t66"."variant",
  "t66"."gain_minor",
  "t66"."worth_minor",
  "t66"."mailbox_id",
  "t66"."language",
  "t66"."country",
  "t66"."zone",
  "t66"."currency",
  "t66"."reason_key",
  CASE WHEN "t66"."reason_key" IS NULL THEN 'send' ELSE 'refused' END AS "verdict",
  CASE WHEN "t66"."reason_key" = 'too_often' THEN "t66"."sensitivity" ELSE NULL END AS "reason_asked",
  CASE
    WHEN "t66"."reason_key" = 'unwanted_topic'
    THEN CAST("t66"."chosen_date" AS TEXT)
    ELSE NULL
  END AS "reason_chosen_on",
  CASE
    WHEN "t66"."reason_key" = 'over_own_limit'
    THEN CAST(30 AS TEXT)
    WHEN "t66"."reason_key" = 'over_cap'
    THEN CAST(30 AS TEXT)
    WHEN "t66"."reason_key" = 'too_soon'
    THEN CAST(3 AS TEXT)
    ELSE NULL
  END AS "reason_days",
  CASE
    WHEN "t66"."reason_key" = 'over_own_limit'
    THEN CAST("t66"."heard_month" AS TEXT)
    WHEN "t66"."reason_key" = 'over_cap'
    THEN CAST("t66"."heard_count" AS TEXT)
    ELSE NULL
  END AS "reason_heard",
  CASE
    WHEN "t66"."reason_key" = 'unwanted_topic'
    THEN CAST("t66"."topic_last_date" AS TEXT)
    WHEN "t66"."reason_key" = 'pausing'
    THEN CAST("t66"."topic_last_date" AS TEXT)
    WHEN "t66"."reason_key" = 'matters_little'
    THEN CAST("t66"."topic_last_date" AS TEXT)
    WHEN "t66"."reason_key" = 'too_often'
    THEN CAST("t66"."topic_last_date" AS TEXT)
    WHEN "t66"."reason_key" = 'over_own_limit'
    THEN CAST("t66"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last",
  CASE
    WHEN "t66"."reason_key" = 'too_soon'
    THEN CAST("t66"."last_date" AS TEXT)
    ELSE NULL
  END AS "reason_last_on",
  CASE WHEN "t66"."reason_key" = 'over_cap' THEN CAST(4 AS TEXT) ELSE NULL END AS "reason_limit",
  CASE
    WHEN "t66"."reason_key" = 'less_of_this'
    THEN CASE
      WHEN COALESCE("t66"."thing_stops", FALSE)
      THEN "t66"."thing_named"
      WHEN COALESCE("t66"."maker_stops", FALSE)
      THEN "t66"."maker_named"
      WHEN COALESCE("t66"."category_stops", FALSE)
      THEN "t66"."category_named"
      ELSE NULL
    END
    WHEN "t66"."reason_key" = 'too_dear'
    THEN "t66"."own_dear_named"
    WHEN "t66"."reason_key" = 'less_welcome'
    THEN COALESCE("t66"."topic_named", "t66"."maker_named", "t66"."category_named", "t66"."dear_named")
    ELSE NULL
  END AS "reason_named",
  CASE
    WHEN "t66"."reason_key" = 'over_own_limit'
    THEN CAST("t66"."own_limit" AS TEXT)
    ELSE NULL
  END AS "reason_own_limit",
  CASE WHEN "t66"."reason_key" = 'matters_little' THEN CAST(10 AS TEXT) ELSE NULL END AS "reason_percent",
  CASE
    WHEN "t66"."reason_key" = 'withdrawn'
    THEN "t66"."purpose"
    WHEN "t66"."reason_key" = 'unproven'
    THEN "t66"."purpose"
    WHEN "t66"."reason_key" = 'no_consent'
    THEN "t66"."purpose"
    ELSE NULL
  END AS "reason_purpose",
  CASE
    WHEN "t66"."reason_key" = 'already_said'
    THEN CAST("t66"."said_date" AS TEXT)
    WHEN "t66"."reason_key" = 'less_of_this'
    THEN CAST(CASE
      WHEN COALESCE("t66"."thing_stops", FALSE)
      THEN "t66"."thing_said_date"
      WHEN COALESCE("t66"."maker_stops", FALSE)
      THEN "t66"."maker_said_date"
      WHEN COALESCE("t66"."category_stops", FALSE)
      THEN "t66"."category_said_date"
      ELSE NULL
    END AS TEXT)
    WHEN "t66"."reason_key" = 'too_dear'
    THEN CAST("t66"."own_dear_date" AS TEXT)
    WHEN "t66"."reason_key" = 'less_welcome'
    THEN CAST(COALESCE(
      "t66"."topic_said_date",
      "t66"."maker_said_date",
      "t66"."category_said_date",
      "t66"."dear_date"
    ) AS TEXT)
    ELSE NULL
  END AS "reason_said_on",
  CASE
    WHEN "t66"."reason_key" = 'suppressed'
    THEN CAST("t66"."suppressed_date" AS TEXT)
    WHEN "t66"."reason_key" = 'complained'
    THEN CAST("t66"."complained_date" AS TEXT)
    WHEN "t66"."reason_key" = 'withdrawn'
    THEN CAST("t66"."consent_date" AS TEXT)
    WHEN "t66"."reason_key" = 'lapsed'
    THEN CAST("t66"."consent_date" AS TEXT)
    WHEN "t66"."reason_key" = 'unprofiled'
    THEN CAST("t66"."unprofiled_date" AS TEXT)
    ELSE NULL
  END AS "reason_since",
  CASE
    WHEN "t66"."reason_key" = 'unwanted_topic'
    THEN "t66"."topic"
    WHEN "t66"."reason_key" = 'pausing'
    THEN "t66"."topic"
    WHEN "t66"."reason_key" = 'matters_little'
    THEN "t66"."topic"
    WHEN "t66"."reason_key" = 'too_often'
    THEN "t66"."topic"
    ELSE NULL
  END AS "reason_topic",
  CASE
    WHEN "t66"."reason_key" = 'lapsed'
    THEN CAST(CAST("t66"."expires_at" AS DATE) AS TEXT)
    WHEN "t66"."reason_key" = 'pausing'
    THEN CAST("t66"."paused_until" AS TEXT)
    ELSE NULL
  END AS "reason_until",
  CASE WHEN "t66"."reason_key" = 'outbid' THEN "t66"."winner" ELSE NULL END AS "reason_winner"
FROM (
  SELECT
    "t65"."customer_id",
    "t65"."storefront",
    "t65"."program",
    "t65"."topic",
    "t65"."nature",
    "t65"."purpose",
    "t65"."profiles",
    "t65"."prior",
    "t65"."about",
    "t65"."occasion",
    "t65"."gain_minor",
    "t65"."variant",
    "t65"."today",
    "t65"."currency",
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
    "t65"."worth_minor",
    "t65"."worth_unasked",
    CASE
      WHEN "t65"."bids"
      AND NOT (
        "t65"."bids"
        AND (
          "t65"."program" = "t65"."best_program"
        )
        AND (
          "t65"."about" = "t65"."best_about"
        )
        AND (
          "t65"."occasion" = "t65"."best_occasion"
        )
        AND (
          "t65"."storefront" = "t65"."best_storefront"
        )
      )
      THEN 'outbid'
      ELSE "t65"."reason_key"
    END AS "reason_key",
    "t65"."bids",
    "t65"."winner",
    "t65"."best_program",
    "t65"."best_about",
    "t65"."best_occasion",
    "t65"."best_storefront"
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
      "t61"."suppressed",
      "t61"."complained",
      "t61"."suppressed_date",
      "t61"."complained_date",
      "t61"."claimed",
      "t61"."ground",
      "t61"."action",
      "t61"."evidence",
      "t61"."expires_at",
      "t61"."consent_date",
      "t61"."may",
      "t61"."unprofiled_date",
      "t61"."sensitivity",
      "t61"."paused_until",
      "t61"."chosen_date",
      "t61"."own_limit",
      "t61"."heard_count",
      "t61"."heard_month",
      "t61"."last_day",
      "t61"."last_date",
      "t61"."topic_last_day",
      "t61"."topic_last_date",
      "t61"."said_date",
      "t61"."sent",
      "t61"."answers",
      "t61"."regrets",
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
      "t61"."worth_minor",
      "t61"."worth_unasked",
      "t61"."reason_key",
      "t61"."bids",
      "t64"."winner",
      "t64"."best_program",
      "t64"."best_about",
      "t64"."best_occasion",
      "t64"."best_storefront"
    FROM (
      SELECT
        "t58"."customer_id",
        "t58"."storefront",
        "t58"."program",
        "t58"."topic",
        "t58"."nature",
        "t58"."purpose",
        "t58"."profiles",
        "t58"."prior",
        "t58"."about",
        "t58"."occasion",
        "t58"."gain_minor",
        "t58"."variant",
        "t58"."today",
        "t58"."currency",
        "t58"."as_of",
        "t58"."mailbox_id",
        "t58"."language",
        "t58"."country",
        "t58"."zone",
        "t58"."suppressed",
        "t58"."complained",
        "t58"."suppressed_date",
        "t58"."complained_date",
        "t58"."claimed",
        "t58"."ground",
        "t58"."action",
        "t58"."evidence",
        "t58"."expires_at",
        "t58"."consent_date",
        "t58"."may",
        "t58"."unprofiled_date",
        "t58"."sensitivity",
        "t58"."paused_until",
        "t58"."chosen_date",
        "t58"."own_limit",
        "t58"."heard_count",
        "t58"."heard_month",
        "t58"."last_day",
        "t58"."last_date",
        "t58"."topic_last_day",
        "t58"."topic_last_date",
        "t58"."said_date",
        "t58"."sent",
        "t58"."answers",
        "t58"."regrets",
        "t58"."margin_a_year_minor",
        "t58"."maker",
        "t58"."category",
        "t58"."price_currency",
        "t58"."price_millionths",
        "t58"."thing_stops",
        "t58"."thing_fewer",
        "t58"."thing_rather",
        "t58"."thing_named",
        "t58"."thing_said_date",
        "t58"."maker_stops",
        "t58"."maker_fewer",
        "t58"."maker_rather",
        "t58"."maker_named",
        "t58"."maker_said_date",
        "t58"."category_stops",
        "t58"."category_fewer",
        "t58"."category_rather",
        "t58"."category_named",
        "t58"."category_said_date",
        "t58"."own_dear_millionths",
        "t58"."own_dear_named",
        "t58"."own_dear_date",
        "t58"."own_dear_currency",
        "t58"."dear_millionths",
        "t58"."dear_named",
        "t58"."dear_date",
        "t58"."topic_stops",
        "t58"."topic_fewer",
        "t58"."topic_rather",
        "t58"."topic_named",
        "t58"."topic_said_date",
        "t58"."worth_minor",
        "t58"."worth_unasked",
        "t58"."reason_key",
        (
          "t58"."reason_key" IS NULL
        ) AND (
          "t58"."nature" = 'marketing'
        ) AS "bids"
      FROM "t57" AS "t58"
    ) AS "t61"
    LEFT OUTER JOIN (
      SELECT
        "t62"."customer_id",
        "t62"."best"."program" AS "winner",
        "t62"."best"."program" AS "best_program",
        "t62"."best"."about" AS "best_about",
        "t62"."best"."occasion" AS "best_occasion",
        "t62"."best"."storefront" AS "best_storefront"
      FROM (
        SELECT
          "t60"."customer_id",
          MIN(
            {'less': -(
              "t60"."worth_minor" * (
                POWER(
                  2.0,
                  (
                    COALESCE("t60"."thing_rather", 0.0) + COALESCE("t60"."maker_rather", 0.0) + COALESCE("t60"."category_rather", 0.0) + COALESCE("t60"."topic_rather", 0.0)
                  )
                )
              )
            ), 'program': "t60"."program", 'about': "t60"."about", 'occasion': "t60"."occasion", 'storefront': "t60"."storefront"}
          ) AS "best"
        FROM (
          SELECT
            "t58"."customer_id",
            "t58"."storefront",
            "t58"."program",
            "t58"."topic",
            "t58"."nature",
            "t58"."purpose",
            "t58"."profiles",
            "t58"."prior",
            "t58"."about",
            "t58"."occasion",
            "t58"."gain_minor",
            "t58"."variant",
            "t58"."today",
            "t58"."currency",
            "t58"."as_of",
            "t58"."mailbox_id",
            "t58"."language",
            "t58"."country",
            "t58"."zone",
            "t58"."suppressed",
            "t58"."complained",
            "t58"."suppressed_date",
            "t58"."complained_date",
            "t58"."claimed",
            "t58"."ground",
            "t58"."action",
            "t58"."evidence",
            "t58"."expires_at",
            "t58"."consent_date",
            "t58"."may",
            "t58"."unprofiled_date",
            "t58"."sensitivity",
            "t58"."paused_until",
            "t58"."chosen_date",
            "t58"."own_limit",
            "t58"."heard_count",
            "t58"."heard_month",
            "t58"."last_day",
            "t58"."last_date",
            "t58"."topic_last_day",
            "t58"."topic_last_date",
            "t58"."said_date",
            "t58"."sent",
            "t58"."answers",
            "t58"."regrets",
            "t58"."margin_a_year_minor",
            "t58"."maker",
            "t58"."category",
            "t58"."price_currency",
            "t58"."price_millionths",
            "t58"."thing_stops",
            "t58"."thing_fewer",
            "t58"."thing_rather",
            "t58"."thing_named",
            "t58"."thing_said_date",
            "t58"."maker_stops",
            "t58"."maker_fewer",
            "t58"."maker_rather",
            "t58"."maker_named",
            "t58"."maker_said_date",
            "t58"."category_stops",
            "t58"."category_fewer",
            "t58"."category_rather",
            "t58"."category_named",
            "t58"."category_said_date",
            "t58"."own_dear_millionths",
            "t58"."own_dear_named",
            "t58"."own_dear_date",
            "t58"."own_dear_currency",
            "t58"."dear_millionths",
            "t58"."dear_named",
            "t58"."dear_date",
            "t58"."topic_stops",
            "t58"."topic_fewer",
            "t58"."topic_rather",
            "t58"."topic_named",
            "t58"."topic_said_date",
            "t58"."worth_minor",
            "t58"."worth_unasked",
            "t58"."reason_key",
            (
              "t58"."reason_key" IS NULL
            ) AND (
              "t58"."nature" = 'marketing'
            ) AS "bids"
          FROM "t57" AS "t58"
          WHERE
            (
              "t58"."reason_key" IS NULL
            ) AND (
              "t58"."nature" = 'marketing'
            )
        ) AS "t60"
        GROUP BY
          1
      ) AS "t62"
    ) AS "t64"
      ON "t61"."customer_id" = "t64"."customer_id"
  ) AS "t65"
) AS "t66"
