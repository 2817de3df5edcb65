/// What a class of SurveyJS has beside the properties that are read, old names included: names between spaces.
pub(super) struct Remainder {
    /// Would change what is asked, seen or recorded, so its author is told.
    pub not_yet: &'static str,
    /// Arranges the page, or refines something that is reported itself. Nobody needs to hear about it.
    pub layout: &'static str,
}

pub(super) const SURVEY: Remainder = Remainder {
    not_yet: "regionalFormat logo completedBeforeHtml completedHtmlOnCondition loadingHtml triggers calculatedValues \
        surveyPostId cookieName partialSendEnabled sendResultOnPageNext showNavigationButtons showPageTitles \
        showCompletePage showCompletedPage navigateToUrl navigateToUrlOnCondition questionOrder questionsOrder \
        showPageNumbers showQuestionNumbers questionTitleLocation questionDescriptionLocation progressBarType showTOC \
        readOnly mode storeOthersAsComment maxTextLength maxCommentLength maxOthersLength autoFocusFirstQuestion \
        focusFirstQuestionAutomatic autoFocusFirstError focusOnFirstError autoAdvanceEnabled goNextPageAutomatic \
        autoAdvanceAllowComplete allowCompleteSurveyAutomatic clearInvisibleValues checkErrorsMode \
        validateVisitedEmptyFields startSurveyText previewText editText questionStartIndex questionTitlePattern \
        questionTitleTemplate firstPageIsStartPage firstPageIsStarted isSinglePage questionsOnPageMode \
        showPreviewBeforeComplete previewMode showTimer showTimerPanel showTimerPanelMode timerInfoMode timeLimit \
        maxTimeToFinish timeLimitPerPage maxTimeToFinishPage backgroundImage",
    layout: "logoWidth logoHeight logoFit logoPosition surveyShowDataSaving navigationButtonsLocation \
        matrixDragHandleArea questionErrorLocation progressBarLocation progressBarShowNavigationText \
        progressBarShowPageTitles progressBarShowPageNumbers progressBarNavigationTextLocation \
        progressBarInheritWidthFrom tocLocation tocItemComponent textUpdateMode autoGrowComment allowResizeComment \
        commentAreaRows timerLocation widthMode gridLayoutEnabled width fitToContainer headerView backgroundImageFit \
        backgroundImageAttachment backgroundOpacity showBrandInfo",
};

pub(super) const PAGE: Remainder = Remainder {
    not_yet: "showNavigationButtons navigationButtonsVisibility timeLimit maxTimeToFinish",
    layout: "navigationTitle navigationDescription",
};

/// Of pages too.
pub(super) const PANEL: Remainder = Remainder {
    not_yet: "readOnly enableIf requiredIf isRequired requiredErrorText state questionTitleLocation questionOrder \
        questionsOrder showNumber showQuestionNumbers questionStartIndex",
    layout: "questionErrorLocation questionTitleWidth gridLayoutColumns startWithNewLine width minWidth maxWidth \
        colSpan effectiveColSpan innerIndent indent page allowAdaptiveActions",
};

pub(super) const QUESTION: Remainder = Remainder {
    not_yet: "state useDisplayValuesInDynamicTexts useDisplayValuesInTitle titleLocation showTitle \
        descriptionLocation valueName resetValueIf setValueIf setValueExpression defaultValueExpression \
        correctAnswer clearIfInvisible bindings renderAs showCommentArea hasComment defaultDisplayValue randomize \
        randomizeCategory",
    layout: "width minWidth maxWidth colSpan effectiveColSpan startWithNewLine indent page showNumber hideNumber \
        errorLocation commentText commentPlaceholder commentPlaceHolder",
};

/// Of the question that a touchpoint is rated with: it has no name of its own, and its journey decides when to ask it.
pub(super) const TOUCHPOINT_QUESTION: Remainder = Remainder {
    not_yet: "visible visibleIf enableIf readOnly isRequired requiredIf requiredErrorText defaultValue validators",
    layout: "name",
};

pub(super) const CHOICE: Remainder = Remainder {
    not_yet: "choicesFromQuestion choiceValuesFromQuestion choiceTextsFromQuestion choicesByUrl hideIfChoicesEmpty \
        choicesVisibleIf choicesEnableIf showRefuseItem showDontKnowItem otherPlaceholder otherPlaceHolder \
        otherErrorText storeOthersAsComment itemComponent",
    layout: "choicesFromQuestionMode refuseText dontKnowText separateSpecialChoices colCount",
};

pub(super) const CHECKBOX: Remainder = Remainder {
    not_yet: "showSelectAllItem hasSelectAll valuePropertyName",
    layout: "selectAllText",
};

pub(super) const RADIO_GROUP: Remainder = Remainder {
    not_yet: "allowClear showClearButton",
    layout: "",
};

pub(super) const CHOICE_ITEM: Remainder = Remainder {
    not_yet: "showCommentArea isCommentRequired elements randomize randomizeCategory",
    layout: "commentPlaceholder",
};

pub(super) const RATING: Remainder = Remainder {
    not_yet: "displayMode itemComponent",
    layout: "scaleColorMode rateColorMode displayRateDescriptionsAsExtremeItems rateDescriptionLocation",
};

pub(super) const RATING_ITEM: Remainder = Remainder {
    not_yet: "visibleIf enableIf randomize randomizeCategory",
    layout: "",
};

pub(super) const TEXT: Remainder = Remainder {
    not_yet: "minValueExpression maxValueExpression minErrorText maxErrorText stepErrorText maskType maskSettings \
        dataList",
    layout: "inputSize size inputTextAlignment textUpdateMode",
};

pub(super) const COMMENT: Remainder = Remainder {
    not_yet: "acceptCarriageReturn",
    layout: "cols textUpdateMode",
};

pub(super) const BOOLEAN: Remainder = Remainder {
    not_yet: "label useTitleAsLabel swapOrder",
    layout: "",
};

pub(super) const VALIDATOR: Remainder = Remainder {
    not_yet: "allowDigits notificationType",
    layout: "",
};
