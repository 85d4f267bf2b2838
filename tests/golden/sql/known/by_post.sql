WITH "t32" AS (
  SELECT
    "t26"."customer_id",
    "t26"."purpose",
    BOOL_OR(
      CAST(NOT (
        "t26"."action" IN ('request', 'claim')
      )
      AND NOT (
        "t26"."action" IN ('grant', 'confirm', 'import')
      ) AS BOOLEAN)
    ) AS "ever_withdrawn",
    BOOL_OR(CAST("t26"."action" = 'claim' AS BOOLEAN)) AS "claimed",
    ARG_MAX(
      {'ground': "t26"."ground", 'action': "t26"."action", 'evidence': "t26"."evidence", 'expires_at': "t26"."expires_at", 'local_date': "t26"."local_date"},
      {'at': LEAST("t26"."at", "t26"."recorded_at"), 'withdraws': NOT (
        "t26"."action" IN ('grant', 'confirm', 'import')
      ), 'recorded_at': "t26"."recorded_at", 'dated': "t26"."at", 'id': "t26"."id"}
    ) FILTER(WHERE
      NOT (
        "t26"."action" IN ('request', 'claim')
      )
      AND (
        "t26"."channel" = 'post'
      )) AS "any_word",
    ARG_MAX(
      {'ground': "t26"."ground", 'action': "t26"."action", 'evidence': "t26"."evidence", 'expires_at': "t26"."expires_at", 'local_date': "t26"."local_date"},
      {'at': LEAST("t26"."at", "t26"."recorded_at"), 'withdraws': NOT (
        "t26"."action" IN ('grant', 'confirm', 'import')
      ), 'recorded_at': "t26"."recorded_at", 'dated': "t26"."at", 'id': "t26"."id"}
    ) FILTER(WHERE
      NOT (
        "t26"."action" IN ('request', 'claim')
      )
      AND (
        "t26"."channel" = 'post'
      )
      AND NOT (
        (
          "t26"."action" = 'import'
        )
        OR (
          NOT (
            NOT (
              "t26"."action" IN ('grant', 'confirm', 'import')
            )
          )
          AND (
            "t26"."ground" = 'soft_opt_in'
          )
        )
      )) AS "strong_word"
  FROM (
    SELECT
      "t17"."mailbox_id",
      "t17"."purpose",
      "t17"."channel",
      "t17"."at",
      "t17"."recorded_at",
      "t17"."id",
      "t17"."ground",
      "t17"."action",
      "t17"."evidence",
      "t17"."expires_at",
      "t17"."local_date",
      "t20"."customer_id"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t2"."mailbox_id",
            "t2"."purpose",
            "t2"."channel",
            "t2"."at",
            "t2"."recorded_at",
            "t2"."id",
            "t2"."ground",
            "t2"."action",
            "t2"."evidence",
            "t2"."expires_at",
            "t2"."local_date"
          FROM "consent_recorded" AS "t2"
          WHERE
            "t2"."purpose" <> 'marketing'
        ) AS "t6"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t2"."mailbox_id",
            'newsletter' AS "purpose",
            "t2"."channel",
            "t2"."at",
            "t2"."recorded_at",
            "t2"."id",
            "t2"."ground",
            "t2"."action",
            "t2"."evidence",
            "t2"."expires_at",
            "t2"."local_date"
          FROM "consent_recorded" AS "t2"
          WHERE
            "t2"."purpose" = 'marketing'
        ) AS "t7"
      ) AS "t14"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t2"."mailbox_id",
            'promotions' AS "purpose",
            "t2"."channel",
            "t2"."at",
            "t2"."recorded_at",
            "t2"."id",
            "t2"."ground",
            "t2"."action",
            "t2"."evidence",
            "t2"."expires_at",
            "t2"."local_date"
          FROM "consent_recorded" AS "t2"
          WHERE
            "t2"."purpose" = 'marketing'
        ) AS "t8"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t2"."mailbox_id",
            'product_information' AS "purpose",
            "t2"."channel",
            "t2"."at",
            "t2"."recorded_at",
            "t2"."id",
            "t2"."ground",
            "t2"."action",
            "t2"."evidence",
            "t2"."expires_at",
            "t2"."local_date"
          FROM "consent_recorded" AS "t2"
          WHERE
            "t2"."purpose" = 'marketing'
        ) AS "t9"
      ) AS "t15"
    ) AS "t17"
    INNER JOIN (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t3"."customer_id",
            "t3"."mailbox_id"
          FROM "mailbox_used" AS "t3"
        ) AS "t5"
        UNION
        SELECT
          *
        FROM (
          SELECT
            "t0"."customer_id",
            "t0"."postal_id" AS "mailbox_id"
          FROM "postal_address_used" AS "t0"
        ) AS "t4"
      ) AS "t10"
      WHERE
        "t10"."customer_id" IS NOT NULL
    ) AS "t20"
      ON "t17"."mailbox_id" = "t20"."mailbox_id"
  ) AS "t26"
  GROUP BY
    1,
    2
)
SELECT
  "t36"."customer_id",
  "t36"."purpose",
  "t29"."postal_id",
  "t36"."consent_date" AS "post_date",
  "t36"."expires_at" AS "post_ends",
  "t38"."objected" IS NOT NULL AS "unprofiled"
FROM (
  SELECT
    "t33"."customer_id",
    "t33"."purpose",
    "t33"."claimed",
    (
      CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
    )."ground" AS "ground",
    (
      CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
    )."action" AS "action",
    (
      CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
    )."evidence" AS "evidence",
    (
      CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
    )."expires_at" AS "expires_at",
    (
      CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
    )."local_date" AS "consent_date",
    COALESCE(
      (
        CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
      )."action" IN ('grant', 'confirm', 'import'),
      FALSE
    ) AS "may"
  FROM "t32" AS "t33"
  WHERE
    COALESCE(
      (
        CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
      )."action" IN ('grant', 'confirm', 'import'),
      FALSE
    )
    AND "t33"."purpose" IN ('newsletter', 'promotions', 'product_information')
) AS "t36"
INNER JOIN (
  SELECT
    "t21"."customer_id",
    "t21"."postal_id"
  FROM (
    SELECT
      "t11"."customer_id",
      "t11"."last"."postal_id" AS "postal_id"
    FROM (
      SELECT
        "t0"."customer_id",
        ARG_MAX(
          {'postal_id': "t0"."postal_id"},
          {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"}
        ) AS "last"
      FROM "postal_address_used" AS "t0"
      GROUP BY
        1
    ) AS "t11"
  ) AS "t21"
  ANTI JOIN (
    SELECT
      "t12"."mailbox_id",
      "t12"."scope",
      "t12"."last"."lifted" AS "lifted"
    FROM (
      SELECT
        "t1"."mailbox_id",
        "t1"."scope",
        ARG_MAX(
          {'lifted': "t1"."lifted"},
          {'at': "t1"."at", 'recorded_at': "t1"."recorded_at", 'id': "t1"."id"}
        ) AS "last"
      FROM "address_suppressed" AS "t1"
      GROUP BY
        1,
        2
    ) AS "t12"
    WHERE
      "t12"."scope" = 'post' AND NOT (
        "t12"."last"."lifted"
      )
  ) AS "t24"
    ON "t21"."postal_id" = "t24"."mailbox_id"
) AS "t29"
  ON "t36"."customer_id" = "t29"."customer_id"
ANTI JOIN (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      "t20"."customer_id"
    FROM (
      SELECT
        "t13"."mailbox_id",
        "t13"."scope",
        "t13"."last"."lifted" AS "lifted"
      FROM (
        SELECT
          "t1"."mailbox_id",
          "t1"."scope",
          ARG_MAX(
            {'lifted': "t1"."lifted"},
            {'at': "t1"."at", 'recorded_at': "t1"."recorded_at", 'id': "t1"."id"}
          ) AS "last"
        FROM "address_suppressed" AS "t1"
        GROUP BY
          1,
          2
      ) AS "t13"
      WHERE
        "t13"."scope" = 'marketing' AND NOT (
          "t13"."last"."lifted"
        )
    ) AS "t25"
    INNER JOIN (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t3"."customer_id",
            "t3"."mailbox_id"
          FROM "mailbox_used" AS "t3"
        ) AS "t5"
        UNION
        SELECT
          *
        FROM (
          SELECT
            "t0"."customer_id",
            "t0"."postal_id" AS "mailbox_id"
          FROM "postal_address_used" AS "t0"
        ) AS "t4"
      ) AS "t10"
      WHERE
        "t10"."customer_id" IS NOT NULL
    ) AS "t20"
      ON "t25"."mailbox_id" = "t20"."mailbox_id"
  ) AS "t28"
) AS "t31"
  ON "t36"."customer_id" = "t31"."customer_id"
LEFT OUTER JOIN (
  SELECT
    "t35"."customer_id",
    "t35"."purpose" AS "objected"
  FROM (
    SELECT
      "t33"."customer_id",
      "t33"."purpose",
      "t33"."claimed",
      (
        CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
      )."ground" AS "ground",
      (
        CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
      )."action" AS "action",
      (
        CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
      )."evidence" AS "evidence",
      (
        CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
      )."expires_at" AS "expires_at",
      (
        CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
      )."local_date" AS "consent_date",
      COALESCE(
        (
          CASE WHEN "t33"."ever_withdrawn" THEN "t33"."strong_word" ELSE "t33"."any_word" END
        )."action" IN ('grant', 'confirm', 'import'),
        FALSE
      ) AS "may"
    FROM "t32" AS "t33"
  ) AS "t35"
  WHERE
    "t35"."purpose" = 'profiling'
    AND NOT (
      "t35"."may"
    )
    AND "t35"."consent_date" IS NOT NULL
) AS "t38"
  ON "t36"."customer_id" = "t38"."customer_id"
