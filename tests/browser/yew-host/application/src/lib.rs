//! A Yew application that is drawn again and again around the survey in it, as applications are.
#![cfg(feature = "web")]

use wasm_bindgen::prelude::wasm_bindgen;
use yew::prelude::*;

#[component]
fn Application() -> Html {
    let drawn = use_state(|| 1_u32);
    let host_clicks = use_state(|| 0_u32);
    let draw = {
        let drawn = drawn.clone();
        Callback::from(move |_: MouseEvent| drawn.set(*drawn + 1))
    };
    let count = {
        let host_clicks = host_clicks.clone();
        Callback::from(move |_: MouseEvent| host_clicks.set(*host_clicks + 1))
    };
    let is_odd = *drawn % 2 == 1;
    let survey = html! {
        <journey-survey
            key="survey"
            class={classes!(if is_odd { "odd" } else { "even" })}
            survey="/survey.json"
            shadow="open"
            context-clicks={drawn.to_string()}
            onclick={count}
        />
    };
    let before = html! { <p key="before">{ format!("Drawn {} times", *drawn) }</p> };
    let order: &[&str] = if is_odd {
        &["one", "two", "three"]
    } else {
        &["three", "one"]
    };
    let after = html! {
        <ul key="after">{ for order.iter().map(|item| html! { <li key={*item}>{ *item }</li> }) }</ul>
    };
    let children = if *drawn % 3 == 0 {
        [after, survey, before]
    } else {
        [before, survey, after]
    };
    html! {
        <main data-clicks={host_clicks.to_string()}>
            { for children }
            <button onclick={draw}>{ "Draw again" }</button>
        </main>
    }
}

#[wasm_bindgen(start)]
fn start() {
    yew::Renderer::<Application>::new().render();
}
