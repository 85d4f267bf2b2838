SELECT
  "t8"."mailbox_id",
  "t8"."purpose",
  "t8"."claimed",
  (
    CASE WHEN "t8"."ever_withdrawn" THEN "t8"."strong_word" ELSE "t8"."any_word" END
  )."ground" AS "ground",
  (
    CASE WHEN "t8"."ever_withdrawn" THEN "t8"."strong_word" ELSE "t8"."any_word" END
  )."action" AS "action",
  (
    CASE WHEN "t8"."ever_withdrawn" THEN "t8"."strong_word" ELSE "t8"."any_word" END
  )."evidence" AS "evidence",
  (
    CASE WHEN "t8"."ever_withdrawn" THEN "t8"."strong_word" ELSE "t8"."any_word" END
  )."expires_at" AS "expires_at",
  (
    CASE WHEN "t8"."ever_withdrawn" THEN "t8"."strong_word" ELSE "t8"."any_word" END
  )."local_date" AS "consent_date",
  COALESCE(
    (
      CASE WHEN "t8"."ever_withdrawn" THEN "t8"."strong_word" ELSE "t8"."any_word" END
    )."action" IN ('grant', 'confirm', 'import'),
    FALSE
  ) AS "may"
FROM (
  SELECT
    "t7"."mailbox_id",
    "t7"."purpose",
    BOOL_OR(
      CAST(NOT (
        "t7"."action" IN ('request', 'claim')
      )
      AND NOT (
        "t7"."action" IN ('grant', 'confirm', 'import')
      ) AS BOOLEAN)
    ) AS "ever_withdrawn",
    BOOL_OR(CAST("t7"."action" = 'claim' AS BOOLEAN)) AS "claimed",
    ARG_MAX(
      {'ground': "t7"."ground", 'action': "t7"."action", 'evidence': "t7"."evidence", 'expires_at': "t7"."expires_at", 'local_date': "t7"."local_date"},
      {'at': LEAST("t7"."at", "t7"."recorded_at"), 'withdraws': NOT (
        "t7"."action" IN ('grant', 'confirm', 'import')
      ), 'recorded_at': "t7"."recorded_at", 'dated': "t7"."at", 'id': "t7"."id"}
    ) FILTER(WHERE
      NOT (
        "t7"."action" IN ('request', 'claim')
      )
      AND (
        "t7"."channel" = 'email'
      )) AS "any_word",
    ARG_MAX(
      {'ground': "t7"."ground", 'action': "t7"."action", 'evidence': "t7"."evidence", 'expires_at': "t7"."expires_at", 'local_date': "t7"."local_date"},
      {'at': LEAST("t7"."at", "t7"."recorded_at"), 'withdraws': NOT (
        "t7"."action" IN ('grant', 'confirm', 'import')
      ), 'recorded_at': "t7"."recorded_at", 'dated': "t7"."at", 'id': "t7"."id"}
    ) FILTER(WHERE
      NOT (
        "t7"."action" IN ('request', 'claim')
      )
      AND (
        "t7"."channel" = 'email'
      )
      AND NOT (
        (
          "t7"."action" = 'import'
        )
        OR (
          NOT (
            NOT (
              "t7"."action" IN ('grant', 'confirm', 'import')
            )
          )
          AND (
            "t7"."ground" = 'soft_opt_in'
          )
        )
      )) AS "strong_word"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."mailbox_id",
          "t0"."purpose",
          "t0"."channel",
          "t0"."at",
          "t0"."recorded_at",
          "t0"."id",
          "t0"."ground",
          "t0"."action",
          "t0"."evidence",
          "t0"."expires_at",
          "t0"."local_date"
        FROM "consent_recorded" AS "t0"
        WHERE
          "t0"."channel" = 'email' AND "t0"."purpose" <> 'marketing'
      ) AS "t1"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."mailbox_id",
          'newsletter' AS "purpose",
          "t0"."channel",
          "t0"."at",
          "t0"."recorded_at",
          "t0"."id",
          "t0"."ground",
          "t0"."action",
          "t0"."evidence",
          "t0"."expires_at",
          "t0"."local_date"
        FROM "consent_recorded" AS "t0"
        WHERE
          "t0"."channel" = 'email' AND "t0"."purpose" = 'marketing'
      ) AS "t2"
    ) AS "t5"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."mailbox_id",
          'promotions' AS "purpose",
          "t0"."channel",
          "t0"."at",
          "t0"."recorded_at",
          "t0"."id",
          "t0"."ground",
          "t0"."action",
          "t0"."evidence",
          "t0"."expires_at",
          "t0"."local_date"
        FROM "consent_recorded" AS "t0"
        WHERE
          "t0"."channel" = 'email' AND "t0"."purpose" = 'marketing'
      ) AS "t3"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."mailbox_id",
          'product_information' AS "purpose",
          "t0"."channel",
          "t0"."at",
          "t0"."recorded_at",
          "t0"."id",
          "t0"."ground",
          "t0"."action",
          "t0"."evidence",
          "t0"."expires_at",
          "t0"."local_date"
        FROM "consent_recorded" AS "t0"
        WHERE
          "t0"."channel" = 'email' AND "t0"."purpose" = 'marketing'
      ) AS "t4"
    ) AS "t6"
  ) AS "t7"
  GROUP BY
    1,
    2
) AS "t8"
